package import LinuxSystem

/// What a path is that should lead to a sandbox: only a network namespace other than the host's is one.
package enum SandboxNamespace: Sendable, Equatable {
    case missing
    case notANamespace
    case hostNamespace
    case sandbox(FileIdentity)

    /// - Throws: where it can't be told, for lack of permission or descriptors: a caller that took that for `missing`
    ///   would leave interfaces behind.
    package static func inspect(_ path: String) throws(NetlinkFailure) -> SandboxNamespace {
        do throws(NetlinkFailure) {
            let identity = try NamespaceFile(path).identity
            return try isHost(identity) ? .hostNamespace : .sandbox(identity)
        } catch .missing {
            return .missing
        } catch .notANamespace {
            return .notANamespace
        }
    }

    /// Nil unless the path leads to a network namespace, the host's included.
    package static func identity(_ path: String) -> FileIdentity? {
        guard let file = try? NamespaceFile(path) else { return nil }
        return file.identity
    }

    /// Whether it is the namespace that this process lives in.
    package static func isHost(_ identity: FileIdentity) throws(NetlinkFailure) -> Bool {
        let path = "/proc/self/ns/net"
        guard let host = FileIdentity(path: path) else {
            throw .unreadableNamespace(path: path, KernelReason())
        }
        return identity == host
    }
}
