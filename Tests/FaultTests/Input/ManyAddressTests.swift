import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Delegates that answer more addresses than anybody reads.
@Suite struct ManyAddressTests {
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"

    /// A pod of these networks, whose delegates answer that many addresses each.
    private func add(_ networks: Int, of count: Int) throws -> (Node, TestPod, Answer) {
        let node = try Node.withScriptedCluster([:])
        let pod = try node.host.pod("web", uid: uid)
        for network in 1...networks {
            let addresses = (0..<count).map { number -> JSONValue in
                let tail = "\(String(number / 4096, radix: 16)):\(String(number % 4096, radix: 16))"
                return ["address": .string("2001:db8:1234:5678:9abc:\(network):\(tail)/128"), "interface": 0]
            }
            let result: JSONValue = [
                "interfaces": [["name": .string("net\(network)"), "sandbox": .string(pod.netns)]],
                "ips": .array(addresses),
            ]
            try node.scriptedNetwork("many\(network)", ["ADD": ["result": result]])
        }
        let text = (1...networks).map { "many\($0)" }.joined(separator: ",")
        return (node, pod, try node.add(pod, text))
    }

    private func outbox(_ node: Node, _ pod: TestPod) throws -> OutboxEntry? {
        try node.store.outboxEntry(OutboxKey(podUID: uid, containerID: pod.containerID))
    }

    @Test("2,000 addresses are attached, published and detached")
    func many() throws {
        let (node, pod, added) = try add(1, of: 2000)
        try #require(added.succeeded, "\(added.message)")
        #expect(added.addresses.count == 2000)
        #expect(added.addresses.last == "net1 2001:db8:1234:5678:9abc:1:0:7cf/128")
        let status = try #require(try outbox(node, pod)).status
        #expect(status.map { $0["ips"]?.array?.count } == [nil, 2000])
        #expect(JSONValue.array(status).text.utf8.count < 256 << 10)
        #expect(try node.delete(pod).succeeded)
        // prevResult travels whole.
        #expect(try node.calls("many1", "DEL").first?.prevResult?["ips"]?.array?.count == 2000)
        #expect(try node.refusals().isEmpty)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("more than 4,096 addresses of one delegate are an error that says so, and everything is undone")
    func tooMany() throws {
        let (node, pod, added) = try add(1, of: 4097)
        try node.expectRefusal(
            added, code: 6, message: ["default/web: ", "many1", "ips of the answer", "4097", "4096"], pod)
    }

    @Test("a status that no annotation can hold is not published, and that is said; the pod is attached")
    func statusTooLarge() throws {
        let (node, pod, added) = try add(3, of: 4096)
        try #require(added.succeeded, "\(added.message)")
        #expect(added.addresses.count == 3 * 4096)
        #expect(added.errorOutput.contains("the network status is not published"))
        #expect(added.errorOutput.contains("262144"))
        #expect(try outbox(node, pod) == nil)
        let deleted = try node.delete(pod)
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
