package import ExactJSON

// What kubelet and a device plugin leave on a host
extension Node {
    /// The resource that `deviceNetwork` is backed by.
    package static let pool = "vendor.example/pool"
    /// Of device information, inside of the host.
    package static let deviceFolder = "/var/run/k8s.cni.cncf.io/devinfo"

    /// Seen from outside: /run is the host's own.
    private var outside: String { "/proc/\(host.processID)/root/run/k8s.cni.cncf.io/devinfo" }

    /// Writes kubelet's checkpoint: the pod's devices of the pool, in a container each.
    ///
    /// - Parameter isOld: the form of Kubernetes up to 1.19.
    package func kubelet(_ uid: String, _ devices: [String], resource: String = pool, isOld: Bool = false) throws {
        let entries = devices.map { device -> JSONValue in
            let list: JSONValue = [.string(device)]
            return [
                "PodUID": .string(uid), "ContainerName": .string("c-" + device), "ResourceName": .string(resource),
                "DeviceIDs": isOld ? list : ["0": list], "AllocResp": "CjMK",
            ]
        }
        try checkpoint(
            JSONValue.object([
                "Data": ["PodDeviceEntries": .array(entries), "RegisteredDevices": [:]], "Checksum": 7,
            ]).text)
    }

    /// Writes kubelet's checkpoint as it stands.
    package func checkpoint(_ text: String) throws {
        try TestFile.write(text, to: folder + "/checkpoint")
        try host.shell(
            "mkdir -p /var/lib/kubelet/device-plugins\n"
                + "cp \(folder)/checkpoint /var/lib/kubelet/device-plugins/kubelet_internal_checkpoint")
    }

    /// A definition that is backed by a resource.
    package func deviceNetwork(_ name: String, _ config: JSONValue, resource: String = pool) throws {
        try network(
            name, config: config.text, annotations: ["k8s.v1.cni.cncf.io/resourceName": resource])
    }

    /// What a device plugin tells about a device of the pool.
    package func describeDevice(_ device: String, _ text: String? = nil) throws {
        try TestFile.write(text ?? Self.information(device), to: folder + "/device")
        try host.shell(
            "mkdir -p \(Self.deviceFolder)/dp\n"
                + "cp \(folder)/device '\(Self.deviceFolder)/dp/vendor.example-pool-\(device)-device.json'")
    }

    package static func information(_ device: String) -> String {
        #"{"type":"pci","version":"1.1.0","pci":{"pci-address":"\#(device)"}}"#
    }

    /// The names of the attachments' files.
    package var deviceFiles: [String] { TestFile.names(in: outside + "/cni") }

    package func deviceFile(_ name: String) -> String? { TestFile.textIfThere(outside + "/cni/" + name) }
}
