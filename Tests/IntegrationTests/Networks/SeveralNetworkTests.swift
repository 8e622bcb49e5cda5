import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

@Suite(.privateHost) struct SeveralNetworkTests {
    @Test("a pod gets its cluster network and two others, and nothing is left after DEL")
    func several() throws {
        var node = try Node()
        node.settings["cniVersion"] = "1.0.0"
        try node.network("blue", node.list("blue", node.bridge("br-blue", subnet: "10.20.0.0/24", "fd00:20::/64")))
        try node.network("green", node.single("green", node.bridge("br-green", subnet: "10.30.0.0/24")))
        let pod = try node.host.pod()

        let added = try node.add(pod, "blue,green@lan0")
        try #require(added.succeeded, "\(added)")
        #expect(added.sandboxInterfaces == ["eth0", "net1", "lan0"])
        #expect(
            added.addresses == ["eth0 10.1.0.2/24", "net1 10.20.0.2/24", "net1 fd00:20::2/64", "lan0 10.30.0.2/24"])
        #expect(try node.host.links(in: pod.name) == ["eth0", "lan0", "net1"])
        #expect(try node.host.addresses(of: "eth0", in: pod.name) == ["10.1.0.2/24"])
        #expect(try node.host.addresses(of: "net1", in: pod.name) == ["10.20.0.2/24", "fd00:20::2/64"])
        #expect(try node.host.addresses(of: "lan0", in: pod.name) == ["10.30.0.2/24"])
        #expect(try node.check(pod, "blue,green@lan0").succeeded)

        let deleted = try node.delete(pod, "blue,green@lan0")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.leftBehind(pod, host: ["br-blue", "br-green", "cni0"]).isEmpty)
        #expect(try node.history(pod)?.isClosed == true)
    }
}
