import ExactJSON
import TestKit
import Testing

/// What explain says of networks that are backed by a device plugin's resource.
@Suite struct ExplainDeviceTests {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        for binary in ["bridge", "sriov"] { try folder.write("bin/" + binary, "") }
        try folder.write("cluster.conflist", #"{"cniVersion":"1.0.0","name":"pods","plugins":[{"type":"bridge"}]}"#)
        try folder.write(
            "tartan.conflist",
            #"{"cniVersion":"1.0.0","name":"tartan","plugins":[{"type":"tartan","clusterNetwork":"\#(folder.path)/"#
                + #"cluster.conflist","kubeletDir":"\#(folder.path)/kubelet","agentSocket":"\#(folder.path)/agent","#
                + #""capabilities":{"io.kubernetes.cri.pod-annotations":true}}]}"#)
        try folder.write(
            "objects.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              namespace: shop
              name: fast
              annotations: {k8s.v1.cni.cncf.io/resourceName: vendor.example/pool}
            spec:
              config: '{"cniVersion":"1.0.0","name":"fast","type":"sriov","capabilities":{"deviceID":true,"CNIDeviceInfoFile":true}}'
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              namespace: shop
              name: web
              uid: mirror-0001
              annotations:
                k8s.v1.cni.cncf.io/networks: fast
                kubernetes.io/config.hash: static-0001
            """)
        var process = TartanctlProcess(folder: folder)
        process.environment["CNI_PATH"] = folder.path + "/bin"
        tartanctl = process
        _ = try tartanctl("apply", "-f", "objects.yaml")
    }

    private var checkpoint: String { folder.path + "/kubelet/device-plugins/kubelet_internal_checkpoint" }

    private func explain(_ more: String...) throws -> TartanctlProcess.Outcome {
        try tartanctl.run(
            ["explain", "shop/web", "--config", folder.path + "/tartan.conflist", "--store", folder.path + "/store"]
                + more)
    }

    @Test("explain tells device, resource and who named it; a static pod's are found by the uid that kubelet has")
    func device() throws {
        try folder.write(
            "kubelet/device-plugins/kubelet_internal_checkpoint",
            #"{"Data":{"PodDeviceEntries":[{"PodUID":"static-0001","ContainerName":"a","ResourceName":"vendor.example/pool","#
                + #""DeviceIDs":{"0":["0000:3b:02.4"]},"AllocResp":""}],"RegisteredDevices":null},"Checksum":1}"#)
        let text = try explain()
        #expect(text.status == 0, "\(text)")
        let file = "/var/run/k8s.cni.cncf.io/devinfo/cni/shop-fast-SANDBOX_net1"
        #expect(
            text.output.contains(
                """
                      runs    sriov (\(folder.path)/bin/sriov)
                      device  0000:3b:02.4 of vendor.example/pool, from kubelet's checkpoint \(checkpoint)
                      given   deviceID 0000:3b:02.4 (sriov declares "deviceID")
                      given   CNIDeviceInfoFile \(file) (sriov declares "CNIDeviceInfoFile")

                """), "\(text)")
        let json = try JSONParser.parse(try explain("-o", "json").output, limit: 100_000)
        #expect(
            json["networks"]?.array?.last?["device"] == [
                "id": "0000:3b:02.4", "resource": "vendor.example/pool",
                "from": .string("kubelet's checkpoint \(checkpoint)"),
            ])
        #expect(json["networks"]?.array?.first?["device"] == nil)
    }

    @Test("where the pod's devices can't be looked up, explain says what the ADD would")
    func unavailable() throws {
        let outcome = try explain()
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.hasPrefix(
                "error: shop/web: network shop/fast (net1): it needs a device of vendor.example/pool, and the pod's devices "
                    + "can't be looked up\n"))
        #expect(outcome.errors.contains("there is no checkpoint of kubelet at \(checkpoint)"))
    }
}
