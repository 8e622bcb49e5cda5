import Glibc

/// A system call that failed: which, on what, and the kernel's reason.
package struct SystemFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was being done, as a person says it: `open`, `lock`, `start`.
    package let action: String
    package let path: String
    package let errorNumber: Int32

    package init(_ action: String, _ path: String, errorNumber: Int32 = errno) {
        self.action = action
        self.path = path
        self.errorNumber = errorNumber
    }

    package var isNotFound: Bool { errorNumber == ENOENT || errorNumber == ENOTDIR }

    /// The kernel's reason in words: `No such file or directory`.
    package var reason: String { unsafe String(cString: strerror(errorNumber)) }

    package var description: String { "cannot \(action) \(path): \(reason)" }
}
