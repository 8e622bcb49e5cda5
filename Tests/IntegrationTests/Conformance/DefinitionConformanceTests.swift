import ExactJSON
import TartanTestSupport
import Testing

/// Rows 1 to 7: definitions and where their configuration comes from (sections 2 and 3).
@Suite(.privateHost) struct DefinitionConformanceTests {
    @Test("row 1: a runtime calls it for every operation of a pod's network, as one CNI plugin")
    func row01IsTheRuntimesPlugin() throws {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        let pod = try node.host.pod()
        let versions = try node.run(node.call("VERSION", nil, annotations: nil)).json["supportedVersions"]
        #expect(versions?.array?.first?.string == "0.1.0" && versions?.array?.last?.string == "1.1.0")
        #expect(try node.run(node.call("STATUS", nil, annotations: nil)).succeeded)
        #expect(try node.add(pod).addresses == ["eth0 10.1.0.2/24"])
        let own: JSONValue = ["containerID": .string(pod.containerID), "ifname": "eth0"]
        let collected = try node.run(
            node.call("GC", nil, annotations: nil, adding: ["cni.dev/valid-attachments": [own]]))
        #expect(collected.succeeded, "\(collected)")
        #expect(try node.host.links(in: pod.name) == ["eth0"])
        try node.expectDetaches(pod)
        #expect(try node.run(node.call("ATTACH", pod)).errorCode == 4)
    }

    static let specs = [
        #","spec":{"config":"{\"cniVersion\":\"1.0.0\",\"type\":\"one\"}"}"#, #","spec":{"config":""}"#, #","spec":{}"#,
        #","spec":null"#, "",
    ]

    @Test("row 2: spec.config is an optional text, and spec itself may be missing", arguments: specs)
    func row02DefinitionIsTheSpecifiedObject(spec: String) throws {
        let node = try Node.with(plugins: "one")
        try node.writeConfiguration("more.conflist", node.list("more", ["type": "one"]))
        try node.definition(
            "more",
            text:
                #"{"apiVersion":"k8s.cni.cncf.io/v1","kind":"NetworkAttachmentDefinition","metadata":{"name":"more","namespace":"default"}\#(spec)}"#
        )
        let pod = try node.host.pod()
        let added = try node.add(pod, "more")
        #expect(added.sandboxInterfaces == ["eth0", "net1"], "\(added)")
        try node.expectDetaches(pod)
    }

    @Test(
        "row 2: an object of another kind or group, without a name, or with a config that is no text is refused by its member",
        arguments: [
            (
                #""apiVersion":"k8s.cni.cncf.io/v2","kind":"NetworkAttachmentDefinition","metadata":{"name":"more","namespace":"default"}"#,
                "NetworkAttachmentDefinition of k8s.cni.cncf.io/v2"
            ),
            (
                #""apiVersion":"k8s.cni.cncf.io/v1","kind":"Network","metadata":{"name":"more","namespace":"default"}"#,
                "Network of k8s.cni.cncf.io/v1"
            ),
            (
                #""apiVersion":"k8s.cni.cncf.io/v1","kind":"NetworkAttachmentDefinition","metadata":{"namespace":"default"}"#,
                "metadata.name"
            ),
            (
                #""apiVersion":"k8s.cni.cncf.io/v1","kind":"NetworkAttachmentDefinition","metadata":{"name":"more","namespace":"default"},"spec":{"config":{"type":"one"}}"#,
                "spec.config"
            ),
            (
                #""apiVersion":"k8s.cni.cncf.io/v1","kind":"NetworkAttachmentDefinition","metadata":{"name":"more","namespace":"default"},"spec":{"config":5}"#,
                "spec.config"
            ),
        ])
    func row02OtherObjectsAreRefused(members: String, member: String) throws {
        let node = try Node.with(plugins: "one")
        try node.definition("more", text: "{\(members)}")
        let pod = try node.host.pod()
        let answer = try node.add(pod, "more")
        #expect(!answer.succeeded && answer.message.contains(member), "\(answer)")
        #expect(try node.calls("one").isEmpty)
        #expect(try node.leftBehind(pod, host: []) == [])
    }

    static let names = ["a", "0", "storage", "a-b", "x9.b-c.d"]

    @Test("row 3: names made of DNS-1123 labels are accepted in both forms", arguments: [true, false])
    func row03LabelsAreAccepted(isList: Bool) throws {
        let node = try Node.with(plugins: "one")
        for name in Self.names { try node.network(name, node.list(name, ["type": "one"])) }
        let pod = try node.host.pod(uid: Node.podUID)
        let list = JSONValue.array(Self.names.map { ["name": .string($0)] }).text
        let added = try node.add(pod, isList ? list : Self.names.joined(separator: ","))
        #expect(added.sandboxInterfaces == ["eth0", "net1", "net2", "net3", "net4", "net5"], "\(added)")
        #expect(try node.status(pod).dropFirst().map { $0["name"]?.string } == Self.names.map { "default/\($0)" })
        try node.expectDetaches(pod)
    }

    @Test("row 3: names and namespaces that are no DNS-1123 labels are refused in both forms")
    func row03OtherNamesAreRefused() throws {
        let node = try Node()
        let pod = try node.host.pod()
        for name in ["Storage", "a_b", "-a", "a-", "a..b", "a.", ".a"] {
            try node.expectRefused(pod, name, "element 1: the name \"\(name)\" ")
            try node.expectRefused(pod, "[{\"name\":\"\(name)\"}]", "element 1, key \"name\": \"\(name)\" ")
        }
        try node.expectRefused(pod, "in.fra/lan", "element 1: the namespace \"in.fra\" ")
        try node.expectRefused(pod, #"[{"name":"lan","namespace":"A"}]"#, "element 1, key \"namespace\": \"A\" ")
    }

    @Test(
        "row 4: labels of 63 characters are recommended, longer ones work as Kubernetes has them",
        arguments: [63, 64, 120])
    func row04LongLabels(length: Int) throws {
        let node = try Node.with(plugins: "one")
        let name = String(repeating: "a", count: length)
        try node.network(name, node.list("long", ["type": "one"]))
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, name).sandboxInterfaces == ["eth0", "net1"])
        #expect(try node.status(pod).last?["name"]?.string == "default/\(name)")
        try node.expectDetaches(pod)
    }

    @Test(
        "row 5: the configuration is spec.config, else a list file of that name, else a single plugin's file, else the request fails"
    )
    func row05ResolvesConfigInOrder() throws {
        let node = try Node.with(plugins: "inline", "listed", "alone")
        try node.network("more", node.list("more", ["type": "inline"]))
        // Sorted by their names the single plugin's file would come first.
        try node.writeConfiguration("01.conf", node.single("more", ["type": "alone"]))
        try node.writeConfiguration("02.conflist", node.list("more", ["type": "listed"]))
        let pod = try node.host.pod()
        for (step, type) in ["inline", "listed", "alone"].enumerated() {
            if step == 1 { try node.network("more", config: nil) }
            if step == 2 { TestFile.remove(node.configurationFolder + "/02.conflist") }
            #expect(try node.add(pod, "more").succeeded)
            #expect(try node.calls(type, "ADD").count == 1, "\(type)")
            #expect(try node.delete(pod, "more").succeeded)
        }
        #expect(try node.order("inline", "listed", "alone").count == 6)
        #expect(try node.leftBehind(pod) == [])
        TestFile.remove(node.configurationFolder + "/01.conf")
        let answer = try node.add(pod, "more")
        #expect(answer.errorCode == 7)
        #expect(
            answer.message.contains("no configuration named \"more\" is in \(node.configurationFolder)"), "\(answer)")
        #expect(try node.order("inline", "listed", "alone").count == 6)
        #expect(try node.refusals() == [])
    }

    @Test(
        "row 6: a configuration without a name gets the definition's, in ADD, CHECK and DEL",
        arguments: [
            #"{"cniVersion":"1.0.0","plugins":[{"type":"one"}]}"#, #"{"cniVersion":"1.0.0","type":"one"}"#,
            #"{"cniVersion":"1.0.0","name":"","type":"one"}"#,
        ])
    func row06InjectsTheName(config: String) throws {
        let node = try Node.with(plugins: "one")
        try node.network("more", config: config)
        let pod = try node.host.pod()
        #expect(try node.add(pod, "more").succeeded)
        try node.expectDetaches(pod)
        #expect(try node.calls("one").map { $0.configuration["name"]?.string } == ["more", "more", "more"])
    }

    @Test("row 7: a CNI name that differs from the definition's stays, and the status has the definition's")
    func row07NamesMayDiffer() throws {
        let node = try Node.with(plugins: "one")
        try node.network("more", node.list("lan7", ["type": "one"]))
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, "more").succeeded)
        #expect(try node.status(pod).last?["name"]?.string == "default/more")
        try node.expectDetaches(pod)
        #expect(try node.calls("one").map { $0.configuration["name"]?.string } == ["lan7", "lan7", "lan7"])
    }
}
