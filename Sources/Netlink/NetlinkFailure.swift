package import CNI
package import LinuxSystem

/// What went wrong between Tartan and the kernel's view of a sandbox's network.
package enum NetlinkFailure: Error, Sendable, Equatable, CustomStringConvertible {
    case missing(path: String)
    /// Something is at the path, but no network namespace.
    case notANamespace(path: String)
    case hostNamespace(path: String)
    case otherNamespace(path: String, expected: FileIdentity, found: FileIdentity)
    /// It can't be told what the path is.
    case unreadableNamespace(path: String, KernelReason)
    case notEntered(path: String, KernelReason)
    /// The kernel, or the socket, said no.
    case refused(NetlinkAction, KernelReason)
    case noAnswer(NetlinkAction, milliseconds: Int)
    case malformedAnswer(NetlinkAction, MalformedMessage)
    case tooMany(NetlinkAction, limit: Int)
    /// The list changed during each of the attempts to read it.
    case keptChanging(NetlinkAction, attempts: Int)
    case routerDefaultNotDisabled(interface: InterfaceName, KernelReason)

    package var description: String {
        switch self {
        case .missing(let path):
            "the network namespace \(path.escapingControlCharacters) does not exist"
        case .notANamespace(let path):
            "\(path.escapingControlCharacters) is not a network namespace"
        case .hostNamespace(let path):
            "\(path.escapingControlCharacters) is the host's own network namespace"
        case .otherNamespace(let path, let expected, let found):
            "\(path.escapingControlCharacters) is the network namespace \(found), not \(expected) as recorded"
        case .unreadableNamespace(let path, let reason):
            "cannot examine the network namespace \(path.escapingControlCharacters): \(reason)"
        case .notEntered(let path, let reason):
            "cannot enter the network namespace \(path.escapingControlCharacters): \(reason)"
        case .refused(let action, let reason):
            "cannot \(action): \(reason)"
        case .noAnswer(let action, let milliseconds):
            "cannot \(action): the kernel did not answer within \(milliseconds) ms"
        case .malformedAnswer(let action, let fault):
            "cannot \(action): in the kernel's answer \(fault)"
        case .tooMany(let action, let limit):
            "cannot \(action): there are more than \(limit)"
        case .keptChanging(let action, let attempts):
            "cannot \(action): the list changed during each of \(attempts) attempts to read it"
        case .routerDefaultNotDisabled(let interface, let reason):
            "cannot set accept_ra_defrtr of \"\(interface.text.escapingControlCharacters)\" to 0: \(reason)"
        }
    }
}
