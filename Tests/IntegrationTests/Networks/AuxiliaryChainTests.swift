import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// `auxiliaryCNIChainName`: one more chain for every pod, of the plugins in a folder beside the cluster network's file.
@Suite(.privateHost) struct AuxiliaryChainTests {
    private func node(_ version: String = "1.0.0") throws -> Node {
        var node = try Node()
        node.settings["cniVersion"] = .string(version)
        node.settings["clusterNetwork"] = .string(node.configurationFolder + "/10-cluster.conflist")
        node.settings["auxiliaryCNIChainName"] = "extra"
        try TestFile.makeFolder(node.configurationFolder + "/extra")
        return node
    }

    @Test(
        "tuning from the folder changes the pod's eth0; its attachment has no interface, and its CHECK, which asks for one, isn't run"
    )
    func tuning() throws {
        let node = try node()
        try node.network("more", node.list("more", node.bridge("br-x", subnet: "10.90.0.0/24")))
        try node.writeConfiguration(
            "extra/arp.conf",
            ["cniVersion": "0.3.1", "name": "arp", "type": "tuning", "sysctl": ["net.ipv4.conf.eth0.arp_filter": "1"]])
        let uid = "6f1c2d3e-0000-4000-8000-000000000001"
        let pod = try node.host.pod(uid: uid)
        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        #expect(added.sandboxInterfaces == ["eth0", "net1"])
        let value = "ip netns exec \(pod.name) cat /proc/sys/net/ipv4/conf/eth0/arp_filter"
        #expect(try node.host.shell(value) == "1\n")
        let key = try #require(try node.store.outbox().first)
        let status = try node.store.outboxEntry(key)?.status ?? []
        #expect(status.map { $0["name"]?.string } == ["cluster", "default/more", "extra"])
        #expect(status.map { $0["interface"]?.string } == ["eth0", "net1", nil])
        let checked = try node.check(pod, "more")
        #expect(checked.succeeded, "\(checked)")
        #expect(try node.delete(pod, "more").succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    @Test(
        "its first plugin follows a result without interfaces, in the version of Tartan's configuration; CHECK and DEL too",
        arguments: ["0.3.1", "1.0.0", "1.1.0"], [true, false])
    func results(version: String, makesInterface: Bool) throws {
        let node = try node(version)
        var script: JSONObject = ["place": "later", "requirePrevResult": true]
        for type in ["second", "first"] {
            if type == "first", makesInterface {
                script["ADD"] = ["interface": true]
                script["DEL"] = ["removeInterface": true]
            }
            try node.scripted(type, .object(script))
        }
        try node.writeConfiguration("extra/10.conf", ["type": "first", "own": [1, 2]])
        try node.writeConfiguration("extra/20.conf", ["type": "second"])
        let pod = try node.host.pod()
        let added = try node.add(pod)
        try #require(added.succeeded, "\(added)")
        if version != "0.3.1" { #expect(try node.check(pod).succeeded) }
        #expect(try node.delete(pod).succeeded)
        for type in ["first", "second"] {
            let calls = try node.calls(type)
            #expect(
                calls.map(\.command)
                    == (makesInterface && version != "0.3.1" ? ["ADD", "CHECK", "DEL"] : ["ADD", "DEL"]))
            #expect(calls.allSatisfy { $0.environment["CNI_IFNAME"] == "net1" && $0.configuration["name"] == "extra" })
            #expect(Set(calls.map { $0.configuration["own"]?.text }).count == 1)
            for call in calls where version != "0.3.1" || call.command == "ADD" {
                #expect(call.prevResult?["cniVersion"]?.string == version)
                let isFollowing = call.command != "ADD" || type == "second"
                let interfaces = call.prevResult?["interfaces"]?.array?.compactMap { $0["name"]?.string } ?? []
                #expect(interfaces == (makesInterface && isFollowing ? ["net1"] : []))
                #expect(call.prevResult?["ips"]?.array ?? [] == [])
            }
        }
        #expect(try node.refusals().isEmpty)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("when its first plugin fails, everything is undone, and the plugin's DEL has that result as well")
    func undo() throws {
        let node = try node()
        try node.scripted(
            "first", ["place": "later", "requirePrevResult": true, "ADD": ["error": ["code": 101, "msg": "no"]]])
        try node.writeConfiguration("extra/10.conf", ["type": "first"])
        let pod = try node.host.pod()
        #expect(try node.add(pod).errorCode == 101)
        let calls = try node.calls("first")
        #expect(calls.map(\.command) == ["ADD", "DEL"])
        #expect(calls[0].input == calls[1].input)
        #expect(try node.refusals().isEmpty)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("its files may be gone at DEL")
    func filesGone() throws {
        let node = try node()
        try node.scripted("first")
        try node.writeConfiguration("extra/10.conf", ["type": "first"])
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        try node.host.shell("rm -r \(node.configurationFolder)")
        #expect(try node.delete(pod).succeeded)
        #expect(try node.calls("first").map(\.command) == ["ADD", "DEL"])
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a malformed file fails the pod by name, and nothing is started")
    func malformed() throws {
        let node = try node()
        try TestFile.write("{", to: node.configurationFolder + "/extra/10.conf")
        let pod = try node.host.pod()
        let answer = try node.add(pod)
        #expect(answer.errorCode == 6)
        #expect(answer.message.contains(node.configurationFolder + "/extra/10.conf"))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("a cluster network that is no path is error 7; without files there is no further attachment")
    func conditions() throws {
        var node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod).sandboxInterfaces == ["eth0"])
        #expect(try node.record(pod)?.attachments.count == 1)
        #expect(try node.delete(pod).succeeded)
        node.settings["clusterNetwork"] = "cluster"
        let answer = try node.add(pod)
        #expect(answer.errorCode == 7)
        #expect(answer.message.contains("\"auxiliaryCNIChainName\" of Tartan's configuration is \"extra\""))
    }

    @Test("STATUS asks it")
    func status() throws {
        let node = try node("1.1.0")
        try node.scripted("first", ["STATUS": ["error": ["code": 51, "msg": "half"]]])
        try node.writeConfiguration("extra/10.conf", ["type": "first"])
        var call = node.call("STATUS", nil, annotations: nil)
        call.containerID = nil
        #expect(try node.run(call).errorCode == 51)
        #expect(try node.refusals().isEmpty)
    }
}
