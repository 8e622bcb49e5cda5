import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// The exact bytes that a delegate gets.
@Suite(.privateHost) struct RewritingTests {
    /// Numbers, order, escapes and spaces as hardly any writer would spell them.
    private static let odd = #"""
        {"z": 1.0, "plugins" : [ {"zeta":1e3,"type":"one","big":123456789012345678901234567890,"nested":{"b":-0.0,"a":[1.50,"\u00e9\/x"]},
        "alpha":true,"null":null,"capabilities":{"io.tartan.test":true,"ips":true},"ipam":{}} ], "name":"odd","cniVersion":"1.0.0"}
        """#

    private func node() throws -> Node {
        let node = try Node()
        try node.scripted("one", ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        return node
    }

    /// Pain 15: #1449, #1454, #755, #1521.
    @Test("unknown keys, spellings of numbers and their order reach the plugin; ADD, CHECK and DEL get the same bytes")
    func exact() throws {
        let node = try node()
        try node.network("odd", config: Self.odd)
        let pod = try node.host.pod()
        let added = try node.add(pod, "odd")
        try #require(added.succeeded, "\(added)")
        // DEL and CHECK must not need the definition any more.
        #expect(try node.store.deleteNetwork("default", "odd"))
        #expect(try node.check(pod, "odd").succeeded)
        #expect(try node.delete(pod, "odd").succeeded)

        let calls = try node.calls("one")
        #expect(calls.map(\.command) == ["ADD", "CHECK", "DEL"])
        #expect(try node.refusals().isEmpty)
        let expected = #"""
            {"zeta":1e3,"type":"one","big":123456789012345678901234567890,"nested":{"b":-0.0,"a":[1.50,"\u00e9\/x"]},
            """#.trimmed
            + #""alpha":true,"null":null,"ipam":{},"cniVersion":"1.0.0","name":"odd"}"#
        #expect(calls[0].input == expected)
        let withResult = expected.dropLast() + #","prevResult":{"#
        #expect(calls[1].input.hasPrefix(withResult))
        #expect(calls[1].input == calls[2].input)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("what the plugin must not see is taken out: capabilities, a static prevResult, keys of cni.dev/")
    func removed() throws {
        let node = try node()
        try node.network(
            "odd",
            config: #"""
                {"name":"odd","cniVersion":"1.0.0","plugins":[{"type":"one","capabilities":{"mac":true},"prevResult":{"ips":[]},
                "cni.dev/attachments":[],"runtimeConfig":{"mac":"02:00:00:00:00:01"}}]}
                """#)
        let pod = try node.host.pod()
        #expect(try node.add(pod, "odd").succeeded)
        #expect(try node.calls("one").first?.input == #"{"type":"one","cniVersion":"1.0.0","name":"odd"}"#)
        #expect(try node.refusals().isEmpty)
    }

    @Test(
        "the runtime's values go to the cluster network's plugins that declare them, unknown ones too, and to no other")
    func runtimeConfig() throws {
        let node = try node()
        try node.scripted("two")
        let declaring: JSONValue = ["type": "one", "capabilities": ["io.tartan.test": true, "mac": true]]
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", declaring, ["type": "two"]))
        try node.network("odd", node.list("odd", declaring))
        let pod = try node.host.pod()
        let unknown = try JSONParser.parse(#"{"n":1.50}"#, limit: 100)
        let added = try node.add(
            pod, "odd", keys: ["runtimeConfig": ["io.tartan.test": unknown, "aliases": ["x"]]])
        try #require(added.succeeded, "\(added)")
        let calls = try node.calls("one", "ADD")
        #expect(calls.count == 2)
        #expect(calls.first?.configuration["runtimeConfig"]?.text == #"{"io.tartan.test":{"n":1.50}}"#)
        #expect(calls.last?.configuration["runtimeConfig"] == nil)
        #expect(try node.calls("two", "ADD").first?.configuration["runtimeConfig"] == nil)
        #expect(try node.refusals().isEmpty)
    }

    @Test("the pod's annotations go to a delegate that declares their capability, and to no other")
    func annotations() throws {
        let node = try node()
        try node.scripted("two")
        let capability = "io.kubernetes.cri.pod-annotations"
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list("cluster", ["type": "one", "capabilities": [capability: true]], ["type": "two"]))
        let pod = try node.host.pod()
        #expect(try node.run(node.call("ADD", pod, annotations: ["team": "blue"])).succeeded)
        let given = try node.calls("one", "ADD").first?.configuration["runtimeConfig"]
        #expect(given?[capability]?["team"]?.string == "blue")
        #expect(try node.calls("two", "ADD").first?.configuration["runtimeConfig"] == nil)
    }

    @Test("cni-args are put over args.cni of each plugin, what they don't name stays")
    func cniArgs() throws {
        let node = try node()
        try node.scripted("two")
        try node.network(
            "odd",
            config: #"""
                {"name":"odd","cniVersion":"1.0.0","plugins":[{"type":"one","args":{"cni":{"a":"old","keep":1.0},"other":2}},{"type":"two"}]}
                """#)
        let pod = try node.host.pod()
        let added = try node.add(pod, #"[{"name":"odd","cni-args":{"a":"new","b":1.50}}]"#)
        try #require(added.succeeded, "\(added)")
        #expect(
            try node.calls("one", "ADD").first?.configuration["args"]?.text
                == #"{"cni":{"a":"new","keep":1.0,"b":1.50},"other":2}"#)
        #expect(try node.calls("two", "ADD").first?.configuration["args"]?.text == #"{"cni":{"a":"new","b":1.50}}"#)
    }

    @Test("the annotation's values reach the declaring plugins under the capability's name")
    func selection() throws {
        let node = try node()
        try node.network(
            "odd",
            node.list(
                "odd",
                [
                    "type": "one",
                    "capabilities": [
                        "ips": true, "mac": true, "infinibandGUID": true, "portMappings": true, "bandwidth": true,
                    ],
                ]))
        let pod = try node.host.pod()
        let added = try node.add(
            pod,
            #"""
            [{"name":"odd","ips":["10.9.0.7/24"],"mac":"02:00:00:00:00:01","infiniband-guid":"c2:b0:57:49:47:f1:00:01",
              "portMappings":[{"hostPort":1,"containerPort":2}],"bandwidth":{"egressRate":9007199254740993,"egressBurst":1}}]
            """#)
        try #require(added.succeeded, "\(added)")
        let given = try node.calls("one", "ADD").first?.configuration["runtimeConfig"]
        #expect(given?["ips"]?.text == #"["10.9.0.7/24"]"#)
        #expect(given?["mac"]?.string == "02:00:00:00:00:01")
        #expect(given?["infinibandGUID"]?.string == "c2:b0:57:49:47:f1:00:01")
        #expect(given?["portMappings"]?.text == #"[{"hostPort":1,"containerPort":2,"protocol":"tcp"}]"#)
        #expect(given?["bandwidth"]?.text == #"{"egressRate":9007199254740993,"egressBurst":1}"#)
    }

    @Test(
        "a delegate's environment is the runtime's, with the CNI_ variables of the attachment, without LD_* and MALLOC_*"
    )
    func environment() throws {
        let node = try node()
        try node.network("odd", node.list("odd", ["type": "one"]))
        let pod = try node.host.pod()
        var call = node.call("ADD", pod, annotations: Node.annotations("odd@lan0"))
        call.environment += [
            "WEAVE_HTTP_ADDR=127.0.0.1:6784", "LD_DEBUG=none", "MALLOC_ARENA_MAX=1", "GCONV_PATH=/nowhere",
        ]
        #expect(try node.run(call).succeeded)
        let environment = try #require(try node.calls("one", "ADD").first?.environment)
        #expect(environment["WEAVE_HTTP_ADDR"] == "127.0.0.1:6784")
        #expect(environment["CNI_COMMAND"] == "ADD")
        #expect(environment["CNI_IFNAME"] == "lan0")
        #expect(environment["CNI_CONTAINERID"] == pod.containerID)
        #expect(environment["CNI_NETNS"] == pod.netns)
        #expect(environment["CNI_ARGS"] == pod.arguments)
        #expect(environment["CNI_PATH"] == node.path)
        #expect(
            environment.keys.filter { $0.hasPrefix("LD_") || $0.hasPrefix("MALLOC_") || $0 == "GCONV_PATH" }.isEmpty)
        #expect(try node.refusals().isEmpty)
    }

    @Test("binDir is searched before CNI_PATH and handed on with it")
    func binDir() throws {
        var node = try node()
        try node.network("odd", node.list("odd", ["type": "one"]))
        try TestFile.makeFolder(node.folder + "/more-bin")
        try TestFile.link(node.folder + "/more-bin/one", to: Executables.scriptedPlugin)
        node.settings["binDir"] = .string(node.folder + "/more-bin")
        let pod = try node.host.pod()
        #expect(try node.add(pod, "odd").succeeded)
        #expect(try node.calls("one").isEmpty)
        let calls = TestFile.names(in: node.folder + "/more-bin/one.calls")
        #expect(calls == ["0001-ADD"])
        let plugins = try #require(try node.record(pod)?.attachments.last?.plugins)
        #expect(plugins.map(\.path) == [node.folder + "/more-bin/one"])
    }
}

extension String {
    /// Without blanks and line ends at both ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
