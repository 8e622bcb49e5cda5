import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// What users of Multus suffered from how it is installed and run. The numbers are those of docs/comparison.md.
@Suite(.privateHost) struct InstallationPainTests {
    /// Pain 3: #1221, #1213, #1312.
    @Test("the plugin is replaced while it runs, and nobody meets 'Text file busy'")
    func textFileBusy() throws {
        let node = try Node()
        let (installed, reached) = (node.folder + "/installed", node.folder + "/reached")
        try node.host.shell("install -m 0755 \(Executables.tartan) \(installed)")
        try node.scripted("slow", ["ADD": ["touch": .string(reached), "sleep": 1500, "passOn": true]])
        try node.network("slow", node.list("slow", node.bridge("br-x", subnet: "10.70.0.0/24"), ["type": "slow"]))
        let pod = try node.host.pod()
        var call = node.call("ADD", pod, annotations: Node.annotations("slow"))
        call.executable = installed
        let adding = try node.start(call)
        try Waiting.until("the slow plugin") { TestFile.exists(reached) }
        // As `make install` does it.
        try node.host.shell("install -D -m 0755 \(Executables.tartan) '\(installed)'")
        let added = Answer(outcome: try adding.wait())
        #expect(added.succeeded, "\(added)")
        call.command = "DEL"
        #expect(try node.run(call).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    /// Pain 8: #1499, cozystack #2315.
    /// Pain 5: #1527, #1468, #1550.
    @Test("a configuration that sorts first doesn't take the place of the cluster network")
    func wrongPrimary() throws {
        let node = try Node()
        try node.writeConfiguration(
            "00-first.conflist", node.list("first", node.bridge("br-x", subnet: "10.70.0.0/24")))
        let pod = try node.host.pod()
        let added = try node.add(pod)
        #expect(added.addresses == ["eth0 10.1.0.2/24"], "\(added)")
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    /// Pain 9: #1346, #1356, #1437, #1383, #1349, #1416, #1510. Pain 38: #1258, #829, #1031, #49.
    @Test("a delegate runs as the runtime's child: in its root, its mounts and its control group")
    func foreignRoot() throws {
        let node = try Node()
        let seen = node.folder + "/seen"
        try TestFile.write(
            """
            #!/bin/sh
            { stat -c %i /; readlink /proc/self/ns/mnt; cat /proc/self/cgroup; } >>\(seen).$CNI_COMMAND
            exec \(Executables.plugins)/bridge
            """, to: node.folder + "/bin/looking", mode: 0o755)
        try node.network(
            "lan",
            node.list("lan", ["type": "looking", "bridge": "br-x", "ipam": node.hostLocal(["10.70.0.0/24"])]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        #expect(try node.delete(pod, "lan").succeeded)
        let own = try node.host.shell("stat -c %i /; readlink /proc/self/ns/mnt; cat /proc/self/cgroup")
        #expect(TestFile.textIfThere(seen + ".ADD") == own)
        #expect(TestFile.textIfThere(seen + ".DEL") == own)
    }

    /// Pain 11: #1146, #1105, #1239, #1084. Pain 45: #1134.
    @Test("with agent, definitions and configuration gone a DEL brings a host's device back")
    func stuckDevice() throws {
        let node = try Node()
        try node.host.shell("ip link add nic0 type veth peer name far; ip link set nic0 address 02:00:5e:00:00:77")
        try node.network(
            "nic",
            node.list("nic", ["type": "host-device", "device": "nic0", "ipam": node.hostLocal(["10.70.0.0/24"])]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "nic").succeeded)
        #expect(try node.host.links() == ["cni0", "far"] + node.host.links().filter { $0.hasPrefix("veth") })
        #expect(try node.store.deleteNetwork("default", "nic"))
        try node.host.shell("rm \(node.configurationFolder)/*")
        let deleted = try node.run(node.call("DEL", pod, annotations: nil))
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.host.ip("link show dev nic0").first?["address"]?.string == "02:00:5e:00:00:77")
        #expect(try node.leftBehind(pod, host: ["cni0", "far", "nic0"]).isEmpty)
    }
}
