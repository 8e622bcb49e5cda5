import CNI
package import ExactJSON
package import LinuxSystem

/// Why kubelet's checkpoint tells nothing about a pod's devices. Each names the file first.
package enum CheckpointError: Error, Equatable, Sendable {
    case unreadable(SystemFailure)
    case syntax(String, JSONError)
    /// `place` is empty if the whole is meant.
    case malformed(String, place: String, found: String, expected: String)
    case tooMany(String, limit: Int)

    var advice: String {
        let anew = "Kubelet writes the file anew with the next device that it allocates."
        guard case .unreadable(let failure) = self else { return anew }
        return "See what is there: ls -l \(failure.path). \(anew)"
    }

    var code: CNIError.Code {
        switch self {
        case .unreadable: .inputOutput
        case .syntax, .malformed, .tooMany: .undecodable
        }
    }
}

extension CheckpointError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let failure): "kubelet's checkpoint: \(failure)"
        case .syntax(let path, let error): "kubelet's checkpoint \(path) is not JSON: \(error)"
        case .malformed(let path, let place, let found, let expected):
            "kubelet's checkpoint \(path) is not of a form that is known: "
                + "\(place.isEmpty ? "it" : place.escapingControlCharacters) is \(found), expected \(expected)"
        case .tooMany(let path, let limit):
            "kubelet's checkpoint \(path) gives the pod more than \(limit) devices"
        }
    }
}
