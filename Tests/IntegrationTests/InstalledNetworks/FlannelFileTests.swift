import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Flannel keeps what its DEL needs in a file by the container id alone, which any DEL consumes: Tartan keeps the attachments apart.
@Suite(.privateHost) struct FlannelFileTests {
    private func node() throws -> NetworkNode { try AsSecondaryNetworkTests.all[0].node() }

    private func files(_ node: NetworkNode) throws -> [String] {
        try node.host.shell("cd /var/lib/cni/flannel && find . -type f | sort").split(separator: "\n").map(String.init)
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
        // The bridge plugin of the second network is not to be found for a while.
        try node.host.shell("mv \(node.node.folder)/bin/bridge /tmp 2>/dev/null || true")
        var away = node.node.call("DEL", pod, annotations: Node.annotations("further"))
        try node.host.shell(
            "mkdir \(node.node.folder)/few && for name in host-local portmap; do ln -s \(Executables.plugins)/$name \(node.node.folder)/few; done"
        )
        away.path = "\(node.node.folder)/bin:\(node.node.folder)/few"
        let failed = try node.node.run(away)
        #expect(!failed.succeeded)
        let answer = try node.node.delete(pod, "further")
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod, host: ["cni1"]) == [])
    }

    @Test("a second attachment that fails before its first binary has run is not DELed, and eth0's file stays")
    func undo() throws {
        let node = try node()
        try node.host.shell("rm /run/flannel/second.env")
        let pod = try node.host.pod()
        #expect(try node.node.add(pod).succeeded)
        var second = pod
        second.interface = "eth1"
        let refused = try node.node.add(second, "further")
        // A later call of the sandbox attaches its own configuration's networks: Flannel's again, as eth1.
        #expect(refused.succeeded, "\(refused)")
        #expect(try node.node.delete(second).succeeded)
        #expect(try files(node) == ["./\(pod.containerID)"])
        #expect(try node.node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: []) == [])
    }
}
