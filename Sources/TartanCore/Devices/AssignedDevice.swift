/// The device of one attachment.
package struct AssignedDevice: Sendable, Equatable {
    /// Who named it.
    package enum Source: Sendable, Equatable {
        case agent(socket: String)
        case checkpoint(path: String)
        /// The annotation's own key, because the pod has no device of the resource left.
        case annotation
    }

    /// The device plugin's resource, `vendor.example/pool`.
    package let resource: String
    /// As the device plugin calls it; for PCI devices the address.
    package let identifier: String
    package let source: Source
}

extension AssignedDevice.Source: CustomStringConvertible {
    package var description: String {
        switch self {
        case .agent(let socket): "the agent (\(socket))"
        case .checkpoint(let path): "kubelet's checkpoint \(path)"
        case .annotation: "\"deviceID\" of the annotation"
        }
    }
}
