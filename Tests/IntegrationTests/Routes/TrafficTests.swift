import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Packets, not only tables.
@Suite(
    .privateHost,
    .enabled(if: TestFile.exists("/usr/bin/ping") || TestFile.exists("/bin/ping"), "ping is not installed"))
struct TrafficTests {
    @Test("two pods reach each other over the cluster network and over a second one, IPv4 and IPv6")
    func ping() throws {
        let node = try Node()
        try node.network(
            "lan",
            node.list("lan", node.bridge("br-lan", subnets: ["10.2.0.0/24", "fd00:2::/64"], ["isGateway": true])))
        let pods = try ["a", "b"].map { try node.host.pod($0) }
        for pod in pods {
            let added = try node.add(pod, #"[{"name":"lan","default-route":["10.2.0.1"]}]"#)
            try #require(added.succeeded, "\(added)")
        }
        for address in ["10.1.0.3", "10.2.0.3", "fd00:2::3"] {
            let outcome = try node.host.run(
                TestCommand(["ip", "netns", "exec", "a", "ping", "-c", "1", "-W", "5", address]))
            #expect(outcome.succeeded, "\(address): \(outcome)")
        }
        let way = try node.host.ip("route get 198.51.100.1", in: "a").first
        #expect(way?["dev"]?.string == "net1")
        #expect(way?["gateway"]?.string == "10.2.0.1")
        for pod in pods { #expect(try node.delete(pod).succeeded) }
        #expect(try node.leftBehind(pods[0], host: ["br-lan", "cni0"]).isEmpty)
    }
}
