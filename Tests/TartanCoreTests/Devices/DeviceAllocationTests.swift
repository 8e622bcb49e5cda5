import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TestKit
import Testing

@testable import TartanCore

/// Which attachment gets which of the pod's devices, and what is written for its plugins.
@Suite struct DeviceAllocationTests {
    private let bench: ResolverBench

    init() throws {
        bench = try ResolverBench()
        try bench.file("cluster.conflist", ResolverBench.list("cluster"))
        try bench.network("shop", "fast", ResolverBench.list("fast", capabilities: ["deviceID"]), resource: Self.pool)
        try bench.network("shop", "other", ResolverBench.list("other", "macvlan"), resource: "vendor.example/other")
        try bench.network("shop", "plain", ResolverBench.list("plain"))
    }

    private static let pool = "vendor.example/pool"
    private static let uid = "0f3d2a7e-93d5-4a8e-8d7f-1f0a7c0e5b42"
    private static let web = PodArguments(namespace: "shop", name: "web", uid: uid)

    private var checkpoint: String { bench.folder.path + "/kubelet/device-plugins/kubelet_internal_checkpoint" }

    /// - Parameter devices: resource, then IDs.
    private func kubelet(_ devices: [(String, [String])]) throws {
        let entries = devices.map { resource, list -> JSONValue in
            [
                "PodUID": .string(Self.uid), "ContainerName": "app", "ResourceName": .string(resource),
                "DeviceIDs": ["0": .array(list.map { .string($0) })], "AllocResp": "",
            ]
        }
        let value: JSONValue = ["Data": ["PodDeviceEntries": .array(entries)], "Checksum": 1]
        try Files.makeFolders(bench.folder.path + "/kubelet/device-plugins", mode: 0o755)
        try Files.replace(checkpoint, with: value.bytes, mode: 0o600)
    }

    private func plan(
        _ networks: String, pod: PodArguments? = web, own: String? = nil, cluster: String = "cluster",
        defaults: String = "[]"
    ) throws -> Plan {
        var annotations = [("k8s.v1.cni.cncf.io/networks", networks)]
        if let own { annotations.append(("v1.multus-cni.io/default-network", own)) }
        return try bench.plan(
            #""clusterNetwork":"\#(cluster)","defaultNetworks":\#(defaults),"multusNamespace":"shop","#
                + #""kubeletDir":"\#(bench.folder.path)/kubelet""#,
            pod: pod, annotations: annotations)
    }

    /// `eth0=- net1=id`
    private func devices(_ plan: Plan) -> String {
        plan.attachments.map { "\($0.interface)=\($0.device?.identifier ?? "-")" }.joined(separator: " ")
    }

    private func label(_ network: String, _ interface: String) -> AttachmentLabel {
        AttachmentLabel(network: "shop/" + network, interface: interface)
    }

    private var source: String { "kubelet's checkpoint \(checkpoint)" }

    @Test("devices are handed out sorted as texts, one for each attachment of the resource, in the plan's order")
    func order() throws {
        try kubelet([(Self.pool, ["b", "a10"]), (Self.pool, ["a9", "b"]), ("vendor.example/other", ["x"])])
        let plan = try plan("fast,other,plain,fast,fast")
        #expect(devices(plan) == "eth0=- net1=a10 net2=x net3=- net4=a9 net5=b")
        #expect(
            plan.attachments[1].device
                == AssignedDevice(resource: Self.pool, identifier: "a10", source: .checkpoint(path: checkpoint)))
    }

    @Test("the cluster network, whoever chose it, and the default networks take from the same pool")
    func onePool() throws {
        try kubelet([(Self.pool, ["a", "b", "c"])])
        #expect(devices(try plan("fast", own: "fast")) == "eth0=a net1=b")
        #expect(devices(try plan("fast", cluster: "fast", defaults: #"["shop/fast"]"#)) == "eth0=a net1=b net2=c")
    }

    @Test("with none left the error says how many the pod has, who took them, and what to request")
    func noneLeft() throws {
        try kubelet([(Self.pool, ["a", "b"])])
        let error = PlanError.device(
            label("fast", "net3"),
            .noneLeft(
                resource: Self.pool, count: 2,
                takers: ["network shop/fast (net1): a", "network shop/fast (net2): b"], wanted: 4, source: source))
        #expect(throws: error) { try plan("fast,fast,fast,fast") }
        #expect(error.code == .invalidConfiguration)
        #expect(
            error.explained.sentence
                == "network shop/fast (net3): it needs a device of vendor.example/pool, but the pod has 2 (\(source)), "
                + "taken by network shop/fast (net1): a, network shop/fast (net2): b")
        #expect(
            error.explained.advice
                == "Request 4 in the resources of the pod's containers: limits: {\"vendor.example/pool\": 4}.")
    }

    @Test("a pod without any device of the resource is told so")
    func none() throws {
        try kubelet([])
        let error = PlanError.device(
            label("fast", "net1"),
            .noneLeft(resource: Self.pool, count: 0, takers: [], wanted: 1, source: source))
        #expect(throws: error) { try plan("fast") }
        #expect(error.explained.sentence.hasSuffix("but the pod has none (\(source))"))
    }

    @Test("the annotation's deviceID counts only where kubelet gave none, and never twice")
    func ownDevice() throws {
        try kubelet([(Self.pool, ["a"])])
        let own = #"[{"name":"fast","deviceID":"z"},{"name":"fast","deviceID":"y"}]"#
        let plan = try plan(own)
        #expect(devices(plan) == "eth0=- net1=a net2=y")
        #expect(plan.attachments[2].device?.source == .annotation)
        let error = PlanError.device(
            label("fast", "net2"), .taken(resource: Self.pool, device: "a", by: "network shop/fast (net1)"))
        #expect(throws: error) { try self.plan(#"[{"name":"fast"},{"name":"fast","deviceID":"a"}]"#) }
    }

    @Test(
        "neither checkpoint nor agent: the annotation's deviceID is used, and without one the error says what was tried"
    )
    func unavailable() throws {
        #expect(devices(try plan(#"[{"name":"fast","deviceID":"z"}]"#)) == "eth0=- net1=z")
        let error = PlanError.device(
            label("fast", "net1"),
            .unavailable(
                resource: Self.pool, tried: ["there is no checkpoint of kubelet at \(checkpoint)"]))
        #expect(throws: error) { try plan("fast") }
        #expect(error.code == .tryAgainLater)
    }

    @Test("a broken checkpoint is an error even where the annotation names a device: kubelet's word comes first")
    func broken() throws {
        try kubelet([])
        try Files.replace(checkpoint, with: Array("{".utf8), mode: 0o600)
        for networks in ["fast", #"[{"name":"fast","deviceID":"z"}]"#] {
            #expect {
                try plan(networks)
            } throws: { error in
                if case .device(label("fast", "net1"), .checkpoint(Self.pool, .syntax(checkpoint, _)))? = error
                    as? PlanError
                {
                    true
                } else {
                    false
                }
            }
        }
    }

    @Test("without a pod UID nobody can be asked; the error says so, and the annotation's deviceID still counts")
    func withoutUID() throws {
        try kubelet([(Self.pool, ["a"])])
        let pod = PodArguments(namespace: "shop", name: "web", uid: nil)
        let error = PlanError.device(label("fast", "net1"), .noPodUID(resource: Self.pool))
        #expect(throws: error) { try plan("fast", pod: pod) }
        #expect(error.code == .invalidEnvironment)
        #expect(devices(try plan(#"[{"name":"fast","deviceID":"z"}]"#, pod: pod)) == "eth0=- net1=z")
        #expect(throws: PlanError.device(label("fast", "eth0"), .noPodUID(resource: Self.pool))) {
            try plan("", pod: nil, cluster: "fast")
        }
    }

    @Test("without a resource no file is touched, however broken the checkpoint is")
    func untouched() throws {
        try kubelet([])
        _ = unsafe unlink(checkpoint)
        // Opening it would be an error.
        _ = unsafe symlink(checkpoint, checkpoint)
        #expect(devices(try plan("plain")) == "eth0=- net1=-")
        #expect(try plan("plain").attachments.allSatisfy { $0.deviceInfoFile == nil })
        #expect(throws: PlanError.self) { try plan("fast") }
    }

    @Test("the device replaces deviceID and pciBusID in every plugin; runtimeConfig has it where it is declared")
    func written() throws {
        try kubelet([(Self.pool, ["0000:3b:02.4"])])
        try bench.network(
            "shop", "chain",
            #"{"cniVersion":"1.0.0","name":"chain","plugins":[{"type":"bridge","deviceID":"old","deviceID":"older","#
                + #""capabilities":{"deviceID":true,"CNIDeviceInfoFile":true}},{"type":"tuning","pciBusID":7}]}"#,
            resource: Self.pool)
        let request = try plan("chain").attachments[1]
        let file = "/var/run/k8s.cni.cncf.io/devinfo/cni/shop-chain-SANDBOX_net1"
        #expect(
            request.plugins.map { JSONValue.object($0.configuration).text } == [
                #"{"type":"bridge","deviceID":"0000:3b:02.4","cniVersion":"1.0.0","name":"chain","pciBusID":"0000:3b:02.4","#
                    + #""runtimeConfig":{"deviceID":"0000:3b:02.4","CNIDeviceInfoFile":"\#(file)"}}"#,
                #"{"type":"tuning","pciBusID":"0000:3b:02.4","cniVersion":"1.0.0","name":"chain","deviceID":"0000:3b:02.4"}"#,
            ])
        #expect(request.deviceInfoFile?.path == file)
    }

    @Test("an element's deviceID without a resource goes to the capability alone, and somebody has to declare it")
    func withoutResource() throws {
        try bench.network("shop", "declares", ResolverBench.list("declares", capabilities: ["deviceID"]))
        let attachment = try plan(#"[{"name":"declares","deviceID":"z"}]"#).attachments[1]
        #expect(attachment.device == nil)
        #expect(
            attachment.plugins.map { JSONValue.object($0.configuration).text } == [
                #"{"type":"bridge","cniVersion":"1.0.0","name":"declares","runtimeConfig":{"deviceID":"z"}}"#
            ])
        #expect(
            throws: PlanError.missingCapability(
                label("plain", "net1"), key: "deviceID", capability: "deviceID", types: ["bridge"])
        ) { try plan(#"[{"name":"plain","deviceID":"z"}]"#) }
    }

    @Test("a plugin that declares CNIDeviceInfoFile gets the path without any device, in the cluster network too")
    func fileWithoutDevice() throws {
        try bench.file("told.conflist", ResolverBench.list("told", capabilities: ["CNIDeviceInfoFile"]))
        let attachment = try plan("", cluster: "told").attachments[0]
        let file = "/var/run/k8s.cni.cncf.io/devinfo/cni/told-SANDBOX_eth0"
        #expect(attachment.plugins[0].configuration["runtimeConfig"]?.text == #"{"CNIDeviceInfoFile":"\#(file)"}"#)
        #expect(attachment.plugins[0].capabilities == ["CNIDeviceInfoFile"])
    }

    @Test("a device that another record of the sandbox holds is not handed out again")
    func held() throws {
        try kubelet([(Self.pool, ["a", "b"])])
        let members = #""clusterNetwork":"shop/fast","kubeletDir":"\#(bench.folder.path)/kubelet""#
        let holder = "network shop/fast (eth0)"
        let request = PlanRequest(
            pod: Self.web, interface: "eth1",
            heldDevices: [HeldDevice(resource: Self.pool, identifier: "a", holder: holder)], isFirstOfSandbox: false)
        #expect(devices(try bench.resolver(members).plan(request)) == "eth1=b")
    }

    @Test("a DEL without a record leaves no attachment out because its device can't be made out")
    func remnants() throws {
        let members = #""clusterNetwork":"shop/fast","kubeletDir":"\#(bench.folder.path)/kubelet""#
        let request = PlanRequest(pod: Self.web, interface: "eth0", containerID: "s1", isFirstOfSandbox: false)
        let found = try bench.resolver(members).remnants(request)
        #expect(found.plan.map(\.network) == ["shop/fast"])
        #expect(found.plan.first?.deviceInfoFile?.path.hasSuffix("/cni/shop-fast-s1_eth0") == true)
        #expect(found.problems.count == 1)
    }

    @Test("STATUS and GC, which are of no pod, ask for no device")
    func configured() throws {
        let resolver = try bench.resolver(#""clusterNetwork":"shop/fast","kubeletDir":"/nowhere""#)
        let attachment = try #require(try resolver.configuredNetworks().first)
        #expect(attachment.device == nil && attachment.deviceInfoFile == nil)
    }
}

// The agent
extension DeviceAllocationTests {
    @Test("an agent that is there is asked first, and its word counts")
    func agent() throws {
        try kubelet([(Self.pool, ["a"])])
        let agent = try FakeAgent(bench.socket) { _ in
            .line(#"{"ok":true,"devices":{"vendor.example/pool":["q","p","p"],"x/y":[]}}"#)
        }
        defer { agent.stop() }
        let plan = try plan("fast,fast")
        #expect(devices(plan) == "eth0=- net1=p net2=q")
        #expect(plan.attachments[1].device?.source == .agent(socket: bench.socket))
        #expect(
            agent.lines == [
                #"{"format":1,"do":"devices","namespace":"shop","name":"web","uid":"\#(Self.uid)"}"#
            ])
    }

    @Test(
        "where the agent can't tell, the checkpoint counts; without one the error has the agent's words",
        arguments: [
            (#"{"ok":false,"code":"unavailable","message":"PodResources is gone"}"#, "PodResources is gone"),
            (#"{"ok":false,"code":"denied"}"#, "denied"),
            (#"{"ok":true}"#, "its answer has no lists of devices"),
            (#"{"ok":true,"devices":{"vendor.example/pool":["a\u0007"]}}"#, "its answer has no lists of devices"),
            (#"{"ok":true,"devices":{"vendor.example/pool":[1]}}"#, "its answer has no lists of devices"),
        ])
    func silentAgent(answer: String, words: String) throws {
        let agent = try FakeAgent(bench.socket) { _ in .line(answer) }
        defer { agent.stop() }
        let error = PlanError.device(
            label("fast", "net1"),
            .unavailable(
                resource: Self.pool,
                tried: [
                    "the agent (\(bench.socket)): \(words)", "there is no checkpoint of kubelet at \(checkpoint)",
                ]))
        #expect(throws: error) { try plan("fast") }
        try kubelet([(Self.pool, ["a"])])
        #expect(devices(try plan("fast")) == "eth0=- net1=a")
        #expect(agent.lines.count == 2)
    }
}
