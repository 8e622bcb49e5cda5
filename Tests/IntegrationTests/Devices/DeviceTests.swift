import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Networks that are backed by a device plugin's resource.
@Suite(.privateHost) struct DeviceTests {
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"
    private let first = "0000:3b:02.1"
    private let second = "0000:3b:02.4"

    /// A node with a scripted plugin `vf` behind the network `fast`.
    private func node(_ script: JSONValue = ["ADD": ["interface": true], "DEL": ["removeInterface": true]]) throws
        -> Node
    {
        let node = try Node()
        try node.scripted("vf", script)
        let plugin: JSONValue = ["type": "vf", "capabilities": ["deviceID": true, "CNIDeviceInfoFile": true]]
        try node.deviceNetwork("fast", node.list("fast", plugin))
        return node
    }

    private func name(_ pod: TestPod, _ interface: String, network: String = "default-fast") -> String {
        "\(network)-\(pod.containerID)_\(interface)"
    }

    private func status(_ node: Node, _ pod: TestPod) throws -> [JSONValue] {
        let key = try OutboxKey(podUID: uid, containerID: pod.containerID)
        return try #require(try node.store.outboxEntry(key)).status
    }

    // Rows 35, 48 to 50 of the conformance checklist.
    @Test(
        "a pod's device reaches the plugin, its information the status; DEL removes the file", arguments: [true, false])
    func device(isOld: Bool) throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, [first], isOld: isOld)
        try node.describeDevice(first)
        let added = try node.add(pod, "fast")
        try #require(added.succeeded, "\(added)")

        let file = "\(Node.deviceFolder)/cni/\(name(pod, "net1"))"
        let given = try #require(try node.calls("vf", "ADD").first).configuration
        #expect(given["deviceID"]?.string == first)
        #expect(given["pciBusID"]?.string == first)
        #expect(given["runtimeConfig"]?.text == #"{"deviceID":"\#(first)","CNIDeviceInfoFile":"\#(file)"}"#)
        #expect(node.deviceFile(name(pod, "net1")) == Node.information(first))
        #expect(try node.host.shell("stat -c %a \(file)") == "444\n")
        #expect(try status(node, pod).last?["device-info"]?.text == Node.information(first))
        #expect(try status(node, pod).first?["device-info"] == nil)

        #expect(try node.check(pod, "fast").succeeded)
        let again = try #require(try node.calls("vf", "CHECK").first).configuration
        #expect(again["runtimeConfig"] == given["runtimeConfig"] && again["deviceID"]?.string == first)
        #expect(try node.delete(pod, "fast").succeeded)
        #expect(try node.calls("vf", "DEL").first?.configuration["deviceID"]?.string == first)
        #expect(node.deviceFiles.isEmpty)
        #expect(try node.leftBehind(pod).isEmpty)
        #expect(try node.refusals().isEmpty)
    }

    /// Pain 37: #289.
    @Test("two attachments of one resource get two devices; one more fails before anything runs")
    func severalAttachments() throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, [second, first])
        try node.describeDevice(second)
        let refused = try node.add(pod, "fast,fast,fast")
        #expect(refused.errorCode == 7)
        #expect(
            refused.message
                == "default/web: network default/fast (net3): it needs a device of vendor.example/pool, but the pod has 2 "
                + "(kubelet's checkpoint /var/lib/kubelet/device-plugins/kubelet_internal_checkpoint), taken by network "
                + "default/fast (net1): \(first), network default/fast (net2): \(second)")
        #expect(refused.details.contains("Request 3 in the resources of the pod's containers"))
        #expect(try node.calls("vf").isEmpty)
        #expect(try node.leftBehind(pod, host: []).isEmpty)

        let added = try node.add(pod, "fast,fast")
        try #require(added.succeeded, "\(added)")
        #expect(try node.calls("vf", "ADD").map { $0.configuration["deviceID"]?.string } == [first, second])
        #expect(node.deviceFiles == [name(pod, "net2")])
        #expect(
            try status(node, pod).map { $0["device-info"]?["pci"]?["pci-address"]?.string } == [nil, nil, second])
        #expect(try node.delete(pod, "fast,fast").succeeded)
        #expect(node.deviceFiles.isEmpty)
    }

    @Test("the pod's own choice of cluster network takes from the same pool")
    func clusterNetwork() throws {
        let node = try node()
        try node.network(
            "main", namespace: "kube-system",
            config: node.list("main", ["type": "vf", "capabilities": ["CNIDeviceInfoFile": true]]).text,
            annotations: ["k8s.v1.cni.cncf.io/resourceName": Node.pool])
        let pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, [first, second])
        try node.describeDevice(first)
        let annotations = ["v1.multus-cni.io/default-network": "main", "k8s.v1.cni.cncf.io/networks": "fast"]
        let added = try node.run(node.call("ADD", pod, annotations: annotations))
        try #require(added.succeeded, "\(added)")
        #expect(try node.calls("vf", "ADD").map { $0.configuration["deviceID"]?.string } == [first, second])
        #expect(node.deviceFiles == [name(pod, "eth0", network: "kube-system-main")])
        #expect(
            try status(node, pod).map { $0["device-info"]?["pci"]?["pci-address"]?.string } == [first, nil])
        #expect(try node.run(node.call("DEL", pod, annotations: annotations)).succeeded)
        #expect(node.deviceFiles.isEmpty)
    }

    @Test("a plugin may write the file itself, and update what the device plugin wrote", arguments: [true, false])
    func written(isThere: Bool) throws {
        let file = "\(Node.deviceFolder)/cni/default-fast-sandbox-web-0001_net1"
        let text = #"{"type":"vdpa","version":"1.1.0","vdpa":{"parent-device":"v","driver":"vhost","path":"/dev/x"}}"#
        let node = try node([
            "ADD": ["interface": true, "run": .string("echo '\(text)' > \(file)")], "DEL": ["removeInterface": true],
        ])
        let pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, [first])
        if isThere { try node.describeDevice(first) }
        let added = try node.add(pod, "fast")
        try #require(added.succeeded, "\(added)")
        #expect(try status(node, pod).last?["device-info"]?.text == text)
        #expect(try node.delete(pod, "fast").succeeded)
        #expect(node.deviceFiles.isEmpty)
    }

    @Test("a plugin of the cluster network that declares CNIDeviceInfoFile gets one, without any device")
    func withoutDevice() throws {
        let node = try Node()
        let text = #"{"type":"memif","version":"1.1.0","memif":{"role":"slave","path":"/run/m","mode":"ip"}}"#
        try node.scripted(
            "base",
            [
                "ADD": [
                    "interface": true,
                    "run": .string("echo '\(text)' > \(Node.deviceFolder)/cni/cluster-sandbox-web-0001_eth0"),
                ], "DEL": ["removeInterface": true],
            ])
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list("cluster", ["type": "base", "capabilities": ["CNIDeviceInfoFile": true]]))
        // Nobody looks at it: no network is backed by a resource.
        try node.checkpoint("{")
        let pod = try node.host.pod("web", uid: uid)
        let added = try node.add(pod)
        try #require(added.succeeded, "\(added)")
        #expect(try status(node, pod).first?["device-info"]?.text == text)
        #expect(try node.delete(pod).succeeded)
        #expect(node.deviceFiles.isEmpty)
    }

    @Test("a real chain carries the keys through: bridge and tuning pass over what they don't know")
    func realPlugins() throws {
        let node = try Node()
        try node.deviceNetwork(
            "fast", node.list("fast", node.bridge("br-x", subnet: "10.90.0.0/24"), ["type": "tuning"]))
        let pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, [first])
        try node.describeDevice(first)
        let added = try node.add(pod, "fast")
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.addresses(of: "net1", in: pod.name) == ["10.90.0.2/24"])
        #expect(try status(node, pod).last?["device-info"]?.text == Node.information(first))
        let record = try #require(try node.record(pod)?.attachments.last)
        #expect(record.deviceID == first && record.resourceName == Node.pool)
        #expect(
            record.plugins.allSatisfy { plugin in
                plugin.configuration.contains(#""deviceID":"\#(first)""#)
                    && plugin.configuration.contains(#""pciBusID":"\#(first)""#)
            })
        #expect(try node.check(pod, "fast").succeeded)
        #expect(try node.delete(pod, "fast").succeeded)
        #expect(node.deviceFiles.isEmpty)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    @Test("get status, which is computed from the records, has the device information")
    func listed() throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, [first])
        try node.describeDevice(first)
        #expect(try node.add(pod, "fast").succeeded)
        let listed = try node.host.run(
            TestCommand([
                Executables.tartanctl, "get", "status", "default/web", "-o", "json", "--store", node.store.root,
            ]))
        let status = try #require(listed.json?["networkStatus"]?.array, "\(listed)")
        #expect(status.last?["device-info"]?.text == Node.information(first))
    }

    @Test(
        "the record alone is enough for DEL and gc: definition, checkpoint and device plugin may be gone",
        arguments: [true, false])
    func fromRecord(byCollection: Bool) throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, [first])
        try node.describeDevice(first)
        #expect(try node.add(pod, "fast").succeeded)
        try node.host.shell("rm -r /var/lib/kubelet \(Node.deviceFolder)/dp \(node.store.root)/networks")
        if byCollection {
            try node.host.removeNamespace(of: pod)
            let collected = try node.host.run(
                TestCommand([Executables.tartanctl, "gc", "--store", node.store.root, "--force"]))
            #expect(collected.succeeded, "\(collected)")
        } else {
            #expect(try node.delete(pod, "fast").succeeded)
        }
        #expect(try node.calls("vf", "DEL").first?.configuration["deviceID"]?.string == first)
        #expect(node.deviceFiles.isEmpty)
    }

    @Test("where another network of the runtime has a device of the pod already, the next one gets another")
    func severalCalls() throws {
        let node = try node()
        var pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, [first, second])
        let keys: JSONObject = ["clusterNetwork": "default/fast"]
        #expect(try node.add(pod, keys: keys).succeeded)
        pod.interface = "eth1"
        let added = try node.add(pod, keys: keys)
        #expect(added.succeeded, "\(added)")
        #expect(try node.calls("vf", "ADD").map { $0.configuration["deviceID"]?.string } == [first, second])
    }

    @Test("the runtime's GC hands other pods' devices to no plugin")
    func collection() throws {
        let node = try node()
        try node.deviceNetwork(
            "fast", node.list("fast", version: "1.1.0", ["type": "vf", "capabilities": ["deviceID": true]]))
        let pod = try node.host.pod("web", uid: uid)
        try node.kubelet(uid, [first])
        #expect(try node.add(pod, "fast").succeeded)
        let list: JSONValue = [["containerID": .string(pod.containerID), "ifname": "eth0"]]
        let collected = try node.run(
            node.call("GC", nil, annotations: nil, adding: ["cniVersion": "1.1.0", "cni.dev/valid-attachments": list]))
        #expect(collected.succeeded, "\(collected)")
        let given = try #require(try node.calls("vf", "GC").first).configuration
        #expect(given["deviceID"] == nil && given["pciBusID"] == nil && given["runtimeConfig"] == nil)
    }
}
