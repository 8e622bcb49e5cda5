/// How to see whether a plugin can do its work now.
package struct ReadinessCheck: Sendable, Equatable {
    package enum Probe: Sendable, Equatable {
        /// The file is there.
        case file(String)
        /// Someone listens at the Unix socket.
        case socket(String)
        /// Answers 200.
        case http(String)
        /// Exits 0, the configuration on stdin.
        case exec([String])
        /// The kernel has the link.
        case link(String)
    }

    package let probe: Probe
    /// The key that names another place than the probe's.
    package let key: String?
    /// What makes it.
    package let daemon: String
    package let when: [KeyCondition]
}
