import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// `tartanctl gc` and device information files.
@Suite(.privateHost) struct CollectDeviceTests {
    private let node: Node
    private let hashed = String(repeating: "0a", count: 32)

    init() throws { node = try Node() }

    private func make(_ names: String..., age: String = "2 minutes ago") throws {
        let files = names.map { "\(Node.deviceFolder)/cni/\($0)" }.joined(separator: " ")
        try node.host.shell("mkdir -p \(Node.deviceFolder)/cni; touch -d '\(age)' \(files)")
    }

    @Test("files of sandboxes that are gone are removed; a dry run says which and removes none")
    func orphans() throws {
        try make("default-fast-dead_net1", "cluster-de-ad_my_if", hashed)
        try make("default-fast-new_net1", age: "now")
        try make("readme", "fast-dead")
        let dry = try node.collect("--dry-run")
        #expect(
            dry.outcome.text.contains("\nWould remove 3 device information files that belong to nobody.\n"), "\(dry)")
        #expect(dry.outcome.text.contains("Do it: tartanctl gc"), "\(dry)")
        #expect(node.deviceFiles.count == 6)
        let collected = try node.collect()
        #expect(collected.exitStatus == 0, "\(collected)")
        let rows = collected.outcome.text.split(separator: "\n").filter { $0.hasSuffix("   removed") }
        #expect(rows.count == 3 && rows.last?.contains("/cni/default-fast-dead_net1 ") == true, "\(collected)")
        #expect(node.deviceFiles == ["default-fast-new_net1", "fast-dead", "readme"])
        #expect(try node.collect("-o", "json").json["deviceFiles"] == [])
    }

    @Test("files that a record names, and files of a sandbox that a runtime lists, stay")
    func inUse() throws {
        let uid = "6f1c2d3e-0000-4000-8000-000000000001"
        try node.scripted("vf", ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        try node.deviceNetwork("fast", node.list("fast", ["type": "vf", "capabilities": ["deviceID": true]]))
        let pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, ["0000:3b:02.1"])
        try node.describeDevice("0000:3b:02.1")
        try #require(try node.add(pod, "fast").succeeded)
        let own = "default-fast-\(pod.containerID)_net1"
        #expect(node.deviceFiles == [own])
        try make(own, "other-\(pod.containerID)_net7", "a-listed-1_net1", "a-default-nerd_net1")
        try node.host.shell(
            "mkdir -p /run/containerd/io.containerd.runtime.v2.task/k8s.io/listed-1 "
                + "/run/containerd/io.containerd.runtime.v2.task/default/nerd")
        #expect(try node.collect().exitStatus == 0)
        #expect(node.deviceFiles.count == 4)
        try node.host.shell("rm -r /run/containerd")
        #expect(try node.collect().exitStatus == 0)
        #expect(node.deviceFiles == [own, "other-\(pod.containerID)_net7"])
        #expect(try node.delete(pod, "fast").succeeded)
        #expect(try node.collect().exitStatus == 0)
        #expect(node.deviceFiles.isEmpty)
    }

    @Test("nothing is removed if what an installed runtime runs, or a record, can't be read")
    func unreadable() throws {
        try make("default-fast-dead_net1")
        try node.host.shell("mkdir -p /run/containerd; touch /run/containerd/io.containerd.runtime.v2.task")
        let collected = try node.collect()
        #expect(collected.exitStatus == 1, "\(collected)")
        #expect(collected.errorOutput.contains("no device information file was touched"), "\(collected)")
        #expect(node.deviceFiles.count == 1)
        try node.host.shell("rm -r /run/containerd")

        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        try TestFile.write(
            "rubbish\nrubbish\n", to: node.store.sandbox(pod.containerID).journalPath(pod.interface))
        let damaged = try node.collect()
        #expect(damaged.errorOutput.contains("no device information file was touched"), "\(damaged)")
        #expect(node.deviceFiles.count == 1)
    }

    @Test("files of sandboxes of Multus stay as long as those do, and all if Multus' state was not looked at")
    func multus() throws {
        let pod = try node.host.pod()
        let list = node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24"))
        try MultusHand(node: node, pod: pod).attach([.init(name: "cluster", list: list)])
        let configuration = "\(node.folder)/tartan.conf"
        try TestFile.write(JSONValue.object(node.settings).bytes, to: configuration)
        try make("cluster-\(pod.containerID)_eth0", "cluster-dead_eth0")
        try node.host.shell("mkdir -p /var/lib/cni; cp -r \(node.folder)/multus /var/lib/cni/multus")
        #expect(try node.collect().exitStatus == 0)
        #expect(node.deviceFiles.count == 2)
        #expect(try node.collect("--config", configuration).exitStatus == 0)
        #expect(node.deviceFiles == ["cluster-\(pod.containerID)_eth0"])
    }
}
