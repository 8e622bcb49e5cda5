import ExactJSON
import TartanTestSupport
import Testing

/// DEL of a sandbox that both have met: Tartan's history of it, and Multus' state.
@Suite(.privateHost) struct MultusHistoryTests {
    private let node: Node
    private let pod: TestPod
    private let multus: MultusHand

    init() throws {
        node = try Node()
        pod = try node.host.pod()
        multus = MultusHand(node: node, pod: pod)
    }

    private func attachByMultus() throws {
        try multus.attach([
            .init(name: "cluster", list: node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24"))),
            .init(name: "default/lan", list: node.list("lan", node.bridge("br-lan", subnet: "10.3.0.0/24"))),
        ])
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
    }

    private func expectDetached() throws {
        let answer = try node.delete(pod)
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod, host: ["cni0", "br-lan"]).isEmpty)
        #expect(multus.files().isEmpty)
        #expect(try node.delete(pod).succeeded)
    }

    @Test("an ADD that is refused because of what Multus attached doesn't keep the DEL from detaching it")
    func refusedAdd() throws {
        try attachByMultus()
        #expect(try node.add(pod).errorCode == 4)
        #expect(try node.history(pod) != nil)
        try expectDetached()
    }

    @Test("what Multus attached after Tartan had detached a container of the same id is detached")
    func sameContainer() throws {
        #expect(try node.add(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        try attachByMultus()
        try expectDetached()
    }

    @Test("a repeated DEL of another interface leaves alone what Multus attached")
    func otherInterface() throws {
        try attachByMultus()
        var other = pod
        other.interface = "eth1"
        #expect(try node.add(other).succeeded)
        #expect(try node.delete(other).succeeded)
        #expect(try node.delete(other).succeeded)
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
        try expectDetached()
    }

    @Test("state that can't be used is no reason to fail again where history has the answer")
    func damaged() throws {
        #expect(try node.add(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        try TestFile.makeFolder(multus.results)
        try TestFile.write("{", to: multus.state)
        #expect(try node.delete(pod).succeeded)
    }

    @Test("a container that is called like the folder of results doesn't take away the others' results")
    func folderName() throws {
        try attachByMultus()
        var other = try node.host.pod("other")
        other.containerID = "results"
        let answer = try node.delete(other)
        #expect(answer.succeeded, "\(answer)")
        #expect(multus.files().count == 3)
        #expect(multus.files(hidden: true).count == multus.files().count)
        try expectDetached()
    }
}
