import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// What users of Multus suffered from its state. The numbers are those of docs/comparison.md.
@Suite(.privateHost) struct StatePainTests {
    private func node() throws -> Node {
        let node = try Node()
        try node.network("lan", node.list("lan", node.bridge("br-x", subnet: "10.70.0.0/24")))
        return node
    }

    /// Pain 1: #669, #677.
    @Test("no state is written where the runtime's own is, so no DEL says that eth0 is already assigned")
    func sharedCache() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        // /var/lib is empty on a private host, and host-local has a folder of the test.
        #expect(try node.host.shell("find /var/lib -mindepth 1").isEmpty)
        // The runtime keeps its own result under the same names.
        let cached = "/var/lib/cni/results/tartan-\(pod.containerID)-eth0"
        try node.host.shell("mkdir -p /var/lib/cni/results; echo '{\"kind\":\"cniCacheV1\"}' >\(cached)")
        let deleted = try node.delete(pod, "lan")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.host.shell("find /var/lib -type f") == cached + "\n")
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    /// Pain 12: #920, #1446.
    @Test("a DEL of what is detached already, or was never attached, is no error and says nothing")
    func noisyDelete() throws {
        let node = try node()
        let (pod, clean) = (try node.host.pod(), try node.host.pod("clean"))
        #expect(try node.add(pod, "lan").succeeded)
        for pod in [pod, pod, pod, clean] {
            let answer = try node.delete(pod, "lan")
            #expect(answer.succeeded, "\(answer)")
            #expect(answer.outcome.output.isEmpty && answer.errorOutput.isEmpty, "\(answer)")
        }
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    /// Pain 14: #1498. Pain 21: #592, #1429, #461.
    @Test("a DEL whose ADD never ran doesn't keep the sandbox's name reserved", arguments: [true, false])
    func deleteStorm(hasNamespace: Bool) throws {
        let node = try node()
        try node.host.shell("ip link add up0 type veth peer name up1")
        try node.network(
            "far", node.list("far", ["type": "macvlan", "master": "up0", "ipam": node.hostLocal(["10.71.0.0/24"])]))
        try node.network("wire", node.list("wire", ["type": "ptp", "ipam": node.hostLocal(["10.72.0.0/24"])]))
        let pod = try node.host.pod()
        if !hasNamespace { try node.host.removeNamespace(of: pod) }
        for _ in 0..<3 {
            let answer = try node.delete(pod, "lan,far,wire")
            #expect(answer.succeeded, "\(answer)")
        }
    }

    /// Pain 17: #1488.
    @Test("many pods that come and go leave no file but a bounded history")
    func growingState() throws {
        let node = try node()
        for number in 0..<6 {
            let pod = try node.host.pod("web\(number)", uid: "uid-\(number)")
            #expect(try node.add(pod, "lan").succeeded)
            #expect(try node.delete(pod, "lan").succeeded)
        }
        let files = try node.host.shell("cd \(node.store.root); find . -type f | grep -v '^./history/'")
        let own = files.split(separator: "\n").filter { !["./lock", "./gate"].contains($0) }.map(String.init)
        #expect(own.allSatisfy { $0.hasPrefix("./networks/") }, "\(own)")
        #expect(TestFile.names(in: node.store.root + "/history").count == 6)
    }

    /// Pain 34: #1173, OCPBUGS-57523.
    @Test("a late DEL of a pod's former sandbox doesn't take the status of its new one away")
    func recreatedPod() throws {
        let node = try node()
        // A bridge without an address of its own changes it when a port goes, which CHECK would find.
        try node.host.shell("ip link add br-x address 02:00:5e:00:00:01 type bridge")
        var old = try node.host.pod("db-0", uid: "uid-old")
        old.containerID = "sandbox-old"
        #expect(try node.add(old, "lan").succeeded)
        var new = old
        new.containerID = "sandbox-new"
        new.uid = "uid-new"
        try node.host.shell("ip netns delete db-0; ip netns add db-0")
        #expect(try node.add(new, "lan").succeeded)
        #expect(try node.delete(old, "lan").succeeded)
        let entries = try node.store.outbox().map(\.podUID)
        #expect(entries == ["uid-new"])
        #expect(node.reservations() == ["cluster/10.1.0.3", "lan/10.70.0.3"])
        let checked = try node.check(new, "lan")
        #expect(checked.succeeded, "\(checked)")
        #expect(try node.delete(new, "lan").succeeded)
        #expect(try node.leftBehind(new, host: ["br-x", "cni0"]).isEmpty)
    }
}
