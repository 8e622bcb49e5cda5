import ExactJSON
import TartanTestSupport
import Testing

/// Rows 35 and 48 to 50: device information (device information specification 1.1.0).
@Suite(.privateHost) struct DeviceConformanceTests {
    private static let devices = ["0000:3b:02.1", "0000:3b:02.4"]

    /// The network `fast`, which is backed by a resource: its first plugin declares the capability, its second doesn't.
    private func node(_ script: JSONValue = Node.honest) throws -> Node {
        let node = try Node()
        try node.scripted("vf", script)
        try node.scripted("after")
        try node.deviceNetwork(
            "fast",
            node.list("fast", ["type": "vf", "capabilities": ["CNIDeviceInfoFile": true]], ["type": "after"]))
        return node
    }

    private func name(_ interface: String) -> String { "default-fast-sandbox-web-0001_\(interface)" }

    private func path(_ interface: String) -> String { "\(Node.deviceFolder)/cni/\(name(interface))" }

    static let information = [
        #"{"type":"pci","version":"1.1.0","pci":{"pci-address":"0000:3b:02.1","pf-pci-address":"0000:3b:00.0","rdma-device":"mlx5_0","representor-device":"eth0_1","vhost-net":"/dev/vhost-net"}}"#,
        #"{"type":"vdpa","version":"1.1.0","vdpa":{"parent-device":"vdpa7","driver":"vhost","path":"/dev/vhost-vdpa-7","pci-address":"0000:3b:02.1"}}"#,
        #"{"type":"vhost-user","version":"1.1.0","vhost-user":{"mode":"client","path":"/run/vhost.sock"}}"#,
        #"{"type":"memif","version":"1.1.0","memif":{"role":"slave","path":"/run/memif.sock","mode":"ethernet"}}"#,
    ]

    @Test("row 35: device information of each type is in the status as it was given", arguments: information)
    func row35DeviceInformation(text: String) throws {
        let node = try node()
        let pod = try node.host.pod(uid: Node.podUID)
        try node.kubelet(Node.podUID, [Self.devices[0]])
        try node.describeDevice(Self.devices[0], text)
        let added = try node.add(pod, "fast")
        try #require(added.succeeded, "\(added)")
        #expect(try node.status(pod).map { $0["device-info"]?.text } == [nil, text])
        try node.expectDetaches(pod)
    }

    @Test(
        "row 35: what breaks the specification fails the ADD by the file's name and isn't published",
        arguments: [
            #"{"type":"usb","version":"1.1.0"}"#, #"{"type":"pci","version":"1.1.0"}"#,
            #"{"type":"pci","version":"1.1.0","pci":{}}"#, #"{"type":"pci","pci":{"pci-address":"0000:3b:02.1"}}"#,
            #"{"type":"memif","version":"1.1.0","memif":{"role":"third","path":"/run/m","mode":"ip"}}"#,
        ])
    func row35InvalidInformation(text: String) throws {
        let node = try node()
        let pod = try node.host.pod(uid: Node.podUID)
        try node.kubelet(Node.podUID, [Self.devices[0]])
        try node.describeDevice(Self.devices[0], text)
        let answer = try node.add(pod, "fast")
        #expect(answer.errorCode == 6)
        #expect(answer.message.contains("vendor.example-pool-0000:3b:02.1-device.json can't be used"), "\(answer)")
        #expect(try node.calls("vf").isEmpty)
        #expect(try node.leftBehind(pod) == [])
        #expect(node.deviceFiles == [])
    }

    @Test(
        "row 48: each attachment has a file of its own, a copy of the device plugin's, in a folder that is made; DEL removes it"
    )
    func row48FileOfEachAttachment() throws {
        let node = try node()
        let pod = try node.host.pod(uid: Node.podUID)
        try node.kubelet(Node.podUID, Self.devices)
        for device in Self.devices { try node.describeDevice(device) }
        let added = try node.add(pod, "fast,fast@lan0")
        try #require(added.succeeded, "\(added)")
        #expect(node.deviceFiles == [name("lan0"), name("net1")])
        #expect(node.deviceFile(name("net1")) == Node.information(Self.devices[0]))
        #expect(node.deviceFile(name("lan0")) == Node.information(Self.devices[1]))
        try node.expectDetaches(pod)
        #expect(node.deviceFiles == [])
    }

    @Test("row 48: a failed ADD removes the files too")
    func row48UndoRemovesTheFiles() throws {
        let node = try node()
        try node.setScript("after", ["ADD": [[:], ["error": ["code": 120, "msg": "no more room"]]]])
        let pod = try node.host.pod(uid: Node.podUID)
        try node.kubelet(Node.podUID, Self.devices)
        for device in Self.devices { try node.describeDevice(device) }
        #expect(try node.add(pod, "fast,fast").errorCode == 120)
        #expect(try node.calls("vf").map(\.command) == ["ADD", "ADD", "DEL", "DEL"])
        #expect(node.deviceFiles == [])
        #expect(try node.leftBehind(pod) == [])
    }

    @Test("row 49: plugins that declare CNIDeviceInfoFile get the file's path in ADD, CHECK and DEL, others don't")
    func row49PathForDeclaringPlugins() throws {
        let node = try node()
        let pod = try node.host.pod(uid: Node.podUID)
        try node.kubelet(Node.podUID, [Self.devices[0]])
        #expect(try node.add(pod, "fast@lan0").succeeded)
        try node.expectDetaches(pod)
        let given: JSONValue = ["CNIDeviceInfoFile": .string(path("lan0"))]
        #expect(try node.calls("vf").map { $0.configuration["runtimeConfig"] } == [given, given, given])
        #expect(try node.calls("after").map { $0.configuration["runtimeConfig"] } == [nil, nil, nil])
    }

    @Test(
        "row 50: what a plugin wrote, or made of what was there, is read after the whole chain",
        arguments: [true, false])
    func row50CollectsAfterTheChain(isThere: Bool) throws {
        let node = try node()
        let text = #"{"type":"vdpa","version":"1.1.0","vdpa":{"parent-device":"v","driver":"vhost","path":"/dev/x"}}"#
        // The last plugin of the chain, which isn't even told the path.
        try node.setScript("after", ["ADD": ["run": .string("echo '\(text)' > \(path("net1"))")]])
        let pod = try node.host.pod(uid: Node.podUID)
        try node.kubelet(Node.podUID, [Self.devices[0]])
        if isThere { try node.describeDevice(Self.devices[0]) }
        let added = try node.add(pod, "fast")
        try #require(added.succeeded, "\(added)")
        #expect(try node.status(pod).map { $0["device-info"]?.text } == [nil, text])
        try node.expectDetaches(pod)
        #expect(node.deviceFiles == [])
    }

    @Test("row 50: without a file there is no device-info")
    func row50NoFile() throws {
        let node = try node()
        let pod = try node.host.pod(uid: Node.podUID)
        try node.kubelet(Node.podUID, [Self.devices[0]])
        #expect(try node.add(pod, "fast").succeeded)
        #expect(node.deviceFiles == [])
        #expect(try node.status(pod).map { $0["device-info"] } == [nil, nil])
        try node.expectDetaches(pod)
    }
}
