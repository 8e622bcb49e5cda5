/// What could not be done on the node, and what to do about it.
public struct InstallationError: Error, Sendable, Equatable, CustomStringConvertible {
    public let problem: String
    public let next: String

    init(_ problem: String, next: String) {
        self.problem = problem
        self.next = next
    }

    /// A system call on a file of the node that failed, with the kernel's reason.
    static func failed(_ action: String, _ path: String, reason: String) -> InstallationError {
        InstallationError(
            "cannot \(action) \(path): \(reason)",
            next:
                "Let root write there (a hostPath that is not read-only), or choose another folder; then run it again.")
    }

    public var description: String { "\(problem)\n       \(next)" }
}
