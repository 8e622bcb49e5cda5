import CNI

/// Why an attachment gets no device although its network's definition names a resource.
package enum DeviceError: Error, Equatable, Sendable {
    /// Kubelet knows its pods by their uids.
    case noPodUID(resource: String)
    /// Neither agent nor checkpoint.
    case unavailable(resource: String, tried: [String])
    case checkpoint(resource: String, CheckpointError)
    /// All devices are taken, or there is none.
    ///
    /// - `takers`: which attachment has which.
    /// - `wanted`: how many the pod would need.
    case noneLeft(resource: String, count: Int, takers: [String], wanted: Int, source: String)
    /// The annotation's own key names a device that another attachment has.
    case taken(resource: String, device: String, by: String)
}

extension DeviceError {
    var explained: (sentence: String, advice: String?) {
        switch self {
        case .noPodUID(let resource):
            (
                "it needs a device of \(resource), and the runtime gave no pod UID to look the pod's devices up by",
                "Kubelet's runtimes give one (K8S_POD_UID in CNI_ARGS); without kubelet, write \"deviceID\" into the annotation's element."
            )
        case .unavailable(let resource, let tried):
            (
                "it needs a device of \(resource), and the pod's devices can't be looked up",
                "Tried: \(tried.joined(separator: "; ")). Is \"kubeletDir\" kubelet's --root-dir, and the device plugin registered?"
            )
        case .checkpoint(let resource, let error):
            (
                "it needs a device of \(resource), but \(error)",
                error.advice
            )
        case .noneLeft(let resource, let count, let takers, let wanted, let source):
            (
                "it needs a device of \(resource), but "
                    + (count == 0
                        ? "the pod has none (\(source))"
                        : "the pod has \(count) (\(source)), taken by \(takers.joined(separator: ", "))"),
                "Request \(wanted) in the resources of the pod's containers: limits: {\"\(resource)\": \(wanted)}."
            )
        case .taken(let resource, let device, let by):
            (
                "its \"deviceID\" \(device.escapingControlCharacters) of \(resource) is already taken by \(by)",
                "Name another device in the annotation, or request one more of \(resource) in the pod's resources."
            )
        }
    }

    var code: CNIError.Code {
        switch self {
        case .noPodUID: .invalidEnvironment
        case .unavailable: .tryAgainLater
        case .checkpoint(_, let error): error.code
        case .noneLeft, .taken: .invalidConfiguration
        }
    }
}
