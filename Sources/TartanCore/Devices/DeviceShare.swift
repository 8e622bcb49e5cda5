import CNI
import ExactJSON

/// What one attachment gets of the pod's devices: the device, and the file in which it is told about.
struct DeviceShare {
    static let none = DeviceShare(device: nil, file: nil)
    static let deviceCapability = "deviceID"
    static let fileCapability = "CNIDeviceInfoFile"

    let device: AssignedDevice?
    let file: DeviceInfoFile?

    /// For the plugins that declare them; none has to.
    var requests: [CapabilityRequest] {
        let values: [(String, String?)] = [
            (Self.deviceCapability, device?.identifier), (Self.fileCapability, file?.path),
        ]
        return values.compactMap { capability, value in
            value.map { CapabilityRequest(capability: capability, value: .string($0), key: nil) }
        }
    }
}
