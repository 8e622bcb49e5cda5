import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Flannel keeps what its DEL needs in a file by the container id alone, which any DEL consumes: Tartan keeps the attachments apart.
@Suite(.privateHost) struct FlannelFileTests {
    private func node() throws -> NetworkNode { try AsSecondaryNetworkTests.all[0].node() }

    private func files(_ node: NetworkNode) throws -> Set<String> {
        Set(try node.host.shell("cd /var/lib/cni/flannel && find . -type f").split(separator: "\n").map(String.init))
    }

    @Test("the cluster network's file is where other programs look, a further one's in a folder of its own")
    func places() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "further").succeeded)
        #expect(try files(node) == ["./net1/\(pod.containerID)", "./\(pod.containerID)"])
        #expect(try node.node.record(pod)?.pluginFiles.count == 2)
    }

    @Test("a foreign DEL, or one that failed, has consumed the file: it is put back, and nothing leaks")
    func consumed() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "further").succeeded)
        try node.host.shell(
            "rm /var/lib/cni/flannel/\(pod.containerID); echo rubbish >/var/lib/cni/flannel/net1/\(pod.containerID)")
        let answer = try node.node.delete(pod, "further")
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod, host: ["cni1"]) == [])
    }

    @Test("a DEL whose delegate fails removes the file: the next DEL finds it again, and the lease doesn't leak")
    func failingDelete() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "further").succeeded)
        // The bridge plugin is not to be found for a while.
        var away = node.node.call("DEL", pod, annotations: Node.annotations("further"))
        try node.host.shell(
            "mkdir \(node.node.folder)/few && for name in host-local portmap; do ln -s \(Executables.plugins)/$name \(node.node.folder)/few; done"
        )
        away.path = "\(node.node.folder)/bin:\(node.node.folder)/few"
        let failed = try node.node.run(away)
        #expect(!failed.succeeded)
        #expect(try files(node) == [])
        let answer = try node.node.delete(pod, "further")
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod, host: ["cni1"]) == [])
    }

    @Test(
        "an attachment of which no binary was started is not DELed: that would consume eth0's file, and leave eth0 behind"
    )
    func neverStarted() throws {
        let node = try node()
        let pod = try node.host.pod()
        try node.host.shell("ip -n \(pod.name) link add net1 type veth peer name far1")
        let refused = try node.node.add(pod, "further")
        #expect(refused.message.contains("net1"), "\(refused)")
        let history = try #require(try node.node.history(pod))
        #expect(
            history.calls.map { "\($0.start.verb) \($0.start.attachment)" } == ["ADD 0", "ADD 0", "DEL 0", "DEL 0"])
        try node.host.shell("ip -n \(pod.name) link delete net1")
        #expect(try node.leftBehind(pod) == [])
    }

    @Test("a further call of the runtime's, for eth1, has a file of its own beside eth0's")
    func furtherCall() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.node.add(pod).succeeded)
        var second = pod
        second.interface = "eth1"
        let added = try node.node.add(second)
        #expect(added.succeeded, "\(added)")
        #expect(try files(node) == ["./\(pod.containerID)", "./eth1/\(pod.containerID)"])
        #expect(try node.node.delete(second).succeeded)
        #expect(try files(node) == ["./\(pod.containerID)"])
        #expect(try node.node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod) == [])
    }
}
