import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Rows 41 to 45: how a delegating plugin calls others (section 7).
@Suite(.privateHost) struct CallConformanceTests {
    /// The scripted cluster network `base` and networks of scripted plugins, each called like its plugin.
    private func node(_ names: String...) throws -> Node {
        let node = try Node.with(plugins: "base")
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", ["type": "base"]))
        for name in names { try node.scriptedNetwork(name) }
        return node
    }

    @Test(
        "row 41: each plugin of a list gets the list's name and version and the result before it; DEL is in reverse",
        arguments: ["0.3.1", "0.4.0", "1.0.0", "1.1.0"])
    func row41ListRules(version: String) throws {
        let node = try node()
        try node.scripted(
            "first",
            ["place": "first", "ADD": ["interface": true, "address": "10.9.0.2/24"], "DEL": ["removeInterface": true]])
        try node.scripted("second", ["place": "later", "requirePrevResult": true])
        try node.network(
            "more",
            node.list(
                "lan7", version: version, ["type": "first"], ["type": "second", "cniVersion": "0.1.0", "name": "x"]))
        let pod = try node.host.pod()
        let added = try node.add(pod, "more")
        #expect(added.addresses == ["net1 10.9.0.2/24"], "\(added)")
        try node.expectDetaches(pod, host: [])
        for call in try node.calls("first") + node.calls("second") {
            #expect(call.configuration["name"]?.string == "lan7")
            #expect(call.configuration["cniVersion"]?.string == version)
            #expect(call.configuration["capabilities"] == nil && call.configuration["plugins"] == nil)
        }
        let later = try #require(try node.calls("second", "ADD").first?.prevResult)
        #expect(later["cniVersion"]?.string == version)
        #expect(later["ips"].at(0)?["address"]?.string == "10.9.0.2/24")
        let checks = version >= "0.4.0" ? ["CHECK first net1", "CHECK second net1"] : []
        #expect(
            try node.order("first", "second")
                == ["ADD first net1", "ADD second net1"] + checks + ["DEL second net1", "DEL first net1"])
    }

    @Test(
        "row 42: the first failure ends the ADD and fails it, later networks aren't tried, and what was done is undone")
    func row42FirstFailureEnds() throws {
        let node = try node("one", "two", "three")
        try node.setScript(
            "two",
            [
                "ADD": ["interface": true, "error": ["code": 120, "msg": "no more room"]],
                "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod(uid: Node.podUID)
        let answer = try node.add(pod, "one,two,three")
        #expect(answer.errorCode == 120)
        #expect(answer.message == "default/web: network default/two (net2): two failed: no more room")
        #expect(
            try node.order("base", "one", "two", "three") == [
                "ADD base eth0", "ADD one net1", "ADD two net2", "DEL two net2", "DEL one net1", "DEL base eth0",
            ])
        #expect(try node.leftBehind(pod, host: []) == [])
        #expect(try node.refusals() == [])
    }

    @Test("row 43: DEL detaches everything although some fail, and its error comes at the end and names them")
    func row43NeverStopsEarly() throws {
        let node = try node("one", "two", "three")
        let failure: JSONValue = ["error": ["code": 130, "msg": "busy"]]
        for type in ["one", "three"] {
            try node.setScript(type, ["ADD": ["interface": true], "DEL": [failure, ["removeInterface": true]]])
        }
        let pod = try node.host.pod()
        #expect(try node.add(pod, "one,two,three").succeeded)
        let answer = try node.delete(pod)
        #expect(answer.errorCode == 130)
        #expect(answer.message == "default/web: network default/three (net3): three failed: busy")
        #expect(answer.details.contains("network default/one (net1)"), "\(answer)")
        #expect(
            try node.order("base", "one", "two", "three").suffix(4) == [
                "DEL three net3", "DEL two net2", "DEL one net1", "DEL base eth0",
            ])
        #expect(try node.host.links(in: pod.name) == ["net1", "net3"])
        // What failed is what the next DEL runs.
        #expect(try node.delete(pod).succeeded)
        #expect(try node.order("base", "one", "two", "three").suffix(2) == ["DEL three net3", "DEL one net1"])
        #expect(try node.leftBehind(pod, host: []) == [])
    }

    @Test("row 44: attachments of one pod never overlap, also when two calls for it come at once")
    func row44OneAfterTheOther() throws {
        let node = try node("one")
        let (begun, ended) = (node.folder + "/begun", node.folder + "/ended")
        // Each call writes down that it runs, and looks whether another does.
        let overlap =
            "[ ! -e \(begun) ] || touch \(node.folder)/overlap; touch \(begun); sleep 0.15; rm \(begun); touch \(ended)"
        for type in ["base", "one"] {
            try node.setScript(
                type, ["ADD": ["interface": true, "run": .string(overlap)], "DEL": ["removeInterface": true]])
        }
        let pod = try node.host.pod()
        var second = pod
        second.interface = "eth1"
        let running = try [pod, second].map {
            try node.start(node.call("ADD", $0, annotations: Node.annotations("one,one")))
        }
        for command in running { #expect(try command.wait().succeeded) }
        #expect(TestFile.exists(ended) && !TestFile.exists(node.folder + "/overlap"))
        #expect(try node.host.links(in: pod.name).prefix(2) == ["eth0", "eth1"])
        for pod in [pod, second] { #expect(try node.delete(pod).succeeded) }
        #expect(try node.leftBehind(pod, host: []) == [])
    }

    @Test(
        "row 45: a network that the pod's namespace may not use fails the whole operation",
        arguments: ["k8s.v1.cni.cncf.io/networks", "v1.multus-cni.io/default-network"])
    func row45RefusedSelection(annotation: String) throws {
        var node = try node("one")
        node.settings["namespaceIsolation"] = true
        try node.network("lan", namespace: "infra", node.list("lan", ["type": "one"]))
        let pod = try node.host.pod("web", namespace: "team")
        let text = annotation.hasPrefix("k8s") ? "default/one,infra/lan" : "infra/lan"
        let answer = try node.run(node.call("ADD", pod, annotations: [annotation: text]))
        try node.expectNothingStarted(
            answer, pod,
            ["annotation \(annotation) names network infra/lan, which pods of namespace team may not use"])
        #expect(try node.calls("base").isEmpty && node.calls("one").isEmpty)
        // The same where it may.
        node.settings["globalNamespaces"] = "default,infra"
        let added = try node.run(node.call("ADD", pod, annotations: [annotation: text]))
        #expect(added.succeeded, "\(added)")
        try node.expectDetaches(pod, host: [])
    }
}
