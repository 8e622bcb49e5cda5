package import LinuxSystem

/// A process that shares a lock.
package struct LockHolder: Sendable, Hashable, CustomStringConvertible {
    package let identity: ProcessIdentity
    /// The kernel's name for the program: the first 15 bytes of its file's name, of a script its own. Control characters are
    /// escaped. The whole command line isn't given, since it may hold secrets.
    package let command: String

    init(identity: ProcessIdentity, command: String) {
        self.identity = identity
        self.command = command
    }

    package var description: String { "\(command) (process \(identity.process))" }
}
