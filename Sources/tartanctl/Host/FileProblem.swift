import LinuxSystem

/// Why a file's text can't be had.
enum FileProblem: Error, Equatable, CustomStringConvertible {
    /// A link in a copy of a node that leads to the machine around it.
    case leadsOut(String, to: String)
    case system(String, SystemFailure)

    var path: String {
        switch self {
        case .leadsOut(let path, _), .system(let path, _): path
        }
    }

    var isMissing: Bool { if case .system(_, let failure) = self { failure.isNotFound } else { false } }

    var description: String {
        switch self {
        case .leadsOut(let path, let target): "\(path) is a link that leads out of --root, to \(target)"
        case .system(let path, let failure): "cannot \(failure.action) \(path): \(failure.reason)"
        }
    }
}
