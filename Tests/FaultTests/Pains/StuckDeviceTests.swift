import ExactJSON
import TartanTestSupport
import Testing

/// What users of Multus suffered from a DEL that never came. The numbers are those of docs/comparison.md.
@Suite struct StuckDeviceTests {
    /// Pain 45: #1134.
    /// Pain 45: #1134.
    @Test("a host's device isn't stuck in the namespace of a pod that was deleted while no DEL came: GC brings it back")
    func stuckDevice() throws {
        let node = try Node().with(["cniVersion": "1.1.0"])
        try node.host.shell("ip link add nic0 type veth peer name far; ip link set nic0 address 02:00:5e:00:00:77")
        let ipam = node.hostLocal(["10.70.0.0/24"])
        try node.network("nic", node.list("nic", ["type": "host-device", "device": "nic0", "ipam": ipam]))
        let pod = try node.host.pod()
        let added = try node.add(pod, "nic")
        try #require(added.succeeded, "\(added)")
        #expect(try !node.host.links().contains("nic0"))
        // Its namespace is still there, and the runtime doesn't know it any more.
        try node.rewriteJournal(pod, age: 65)
        let collected = try node.collect([])
        #expect(collected.succeeded, "\(collected)")
        #expect(try node.host.ip("link show dev nic0").first?["address"]?.string == "02:00:5e:00:00:77")
        #expect(try node.leftBehind(pod, host: ["cni0", "far", "nic0"]).isEmpty)
    }
}
