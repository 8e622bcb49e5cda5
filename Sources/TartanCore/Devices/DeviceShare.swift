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
        var requests: [CapabilityRequest] = []
        if let device {
            requests.append(
                CapabilityRequest(capability: Self.deviceCapability, value: .string(device.identifier), key: nil))
        }
        if let file {
            requests.append(CapabilityRequest(capability: Self.fileCapability, value: .string(file.path), key: nil))
        }
        return requests
    }
}
