import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// `mac` and `ips` for plugins that declare no capability and read CNI_ARGS, as Multus' users have them.
@Suite(.privateHost) struct RequestArgumentTests {
    private func node() throws -> Node {
        var node = try Node()
        node.settings["requestsAsArguments"] = true
        return node
    }

    private func element(_ keys: JSONObject) -> String {
        var element: JSONObject = ["name": "more"]
        for member in keys.members { element[member.key] = member.value }
        return JSONValue.array([.object(element)]).text
    }

    @Test("host-local gives the address that was asked for")
    func hostLocal() throws {
        let node = try node()
        try node.network("more", node.list("more", node.bridge("br-x", subnet: "10.90.0.0/24")))
        let pod = try node.host.pod()
        let added = try node.add(pod, element(["ips": ["10.90.0.123"]]))
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.addresses(of: "net1", in: pod.name) == ["10.90.0.123/24"])
        #expect(node.reservations() == ["cluster/10.1.0.2", "more/10.90.0.123"])
        #expect(added.errorOutput == "")
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    @Test("static gives the addresses that were asked for, both families")
    func staticAddresses() throws {
        let node = try node()
        try node.network("more", node.list("more", node.bridge("br-x", subnets: [], ["ipam": ["type": "static"]])))
        let pod = try node.host.pod()
        let added = try node.add(pod, element(["ips": ["10.90.0.50/24", "fd00:90::50/64"]]))
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.addresses(of: "net1", in: pod.name) == ["10.90.0.50/24", "fd00:90::50/64"])
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    @Test("the interface has the mac that was asked for", arguments: ["bridge", "macvlan"])
    func mac(type: String) throws {
        let node = try node()
        try node.host.shell("ip link add up0 type veth peer name up1; ip link set up0 up; ip link set up1 up")
        let ipam = node.hostLocal(["10.90.0.0/24"])
        let plugin: JSONValue =
            type == "bridge"
            ? node.bridge("br-x", subnets: [], ["ipam": ipam]) : ["type": "macvlan", "master": "up0", "ipam": ipam]
        try node.network("more", node.list("more", plugin))
        let pod = try node.host.pod()
        let added = try node.add(pod, element(["mac": "02:11:22:33:44:55"]))
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.ip("link show dev net1", in: pod.name).first?["address"]?.string == "02:11:22:33:44:55")
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
    }

    @Test("ADD, CHECK and DEL have the very same arguments; the other attachments have the runtime's")
    func same() throws {
        var node = try node()
        try node.scripted(
            "one", ["ADD": ["interface": true, "address": "10.90.0.7/24"], "DEL": ["removeInterface": true]])
        try node.scripted("main", ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        node.settings["clusterNetwork"] = nil
        node.settings["delegates"] = [node.single("main", ["type": "main"])]
        try node.network("more", node.list("more", ["type": "one"]))
        let pod = try node.host.pod()
        let added = try node.add(pod, element(["ips": ["10.90.0.7/24"], "mac": "02:11:22:33:44:55"]))
        try #require(added.succeeded, "\(added)")
        #expect(try node.check(pod).succeeded)
        var call = node.call("DEL", pod, annotations: nil)
        call.arguments = nil
        #expect(try node.run(call).succeeded)
        let expected = pod.arguments + ";MAC=02:11:22:33:44:55;IP=10.90.0.7/24"
        let calls = try node.calls("one")
        #expect(calls.map(\.command) == ["ADD", "CHECK", "DEL"])
        #expect(calls.map { $0.environment["CNI_ARGS"] } == [expected, expected, expected])
        #expect(calls.allSatisfy { $0.configuration["runtimeConfig"] == nil })
        #expect(try node.calls("main").map { $0.environment["CNI_ARGS"] } == Array(repeating: pod.arguments, count: 3))
        #expect(try node.refusals().isEmpty)
    }

    @Test("the undo has them too")
    func undo() throws {
        let node = try node()
        try node.scripted("one", ["ADD": ["error": ["code": 100, "msg": "no"]]])
        try node.network("more", node.list("more", ["type": "one"]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, element(["mac": "02:11:22:33:44:55"])).errorCode == 100)
        #expect(
            try node.calls("one").map { $0.environment["CNI_ARGS"] }
                == Array(repeating: pod.arguments + ";MAC=02:11:22:33:44:55", count: 2))
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a plugin that reads no arguments succeeds, and that is said")
    func ignored() throws {
        let node = try node()
        try node.scripted("one", ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        try node.network("more", node.list("more", ["type": "one"]))
        let pod = try node.host.pod()
        let added = try node.add(pod, element(["mac": "02:11:22:33:44:55"]))
        try #require(added.succeeded, "\(added)")
        #expect(
            added.errorOutput.contains(
                "ADD default/web: network default/more (net1): MAC=02:11:22:33:44:55 was handed over in CNI_ARGS, but net1 has "
            ))
        #expect(added.errorOutput.split(separator: "\n").count == 1)
    }

    @Test("without the setting it is refused before anything is started, and the error names the setting")
    func off() throws {
        let node = try Node()
        try node.network("more", node.list("more", node.bridge("br-x", subnet: "10.90.0.0/24")))
        let pod = try node.host.pod()
        let answer = try node.add(pod, element(["ips": ["10.90.0.123"]]))
        #expect(answer.errorCode == 7)
        #expect(answer.message.contains("\"ips\" was asked for, but no plugin of its chain (bridge) declares"))
        #expect(answer.details.contains("\"requestsAsArguments\": true in Tartan's configuration"))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }
}
