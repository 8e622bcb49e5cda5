import Glibc

/// A system call that failed: which, on what, and the kernel's reason.
package struct SystemFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was being done, as a person says it: `open`, `lock`, `start`.
    package let action: String
    package let path: String
    package let errorNumber: Int32
    /// More than the kernel says.
    private let ownReason: String?

    package init(_ action: String, _ path: String, errorNumber: Int32 = errno) {
        self.init(action, path, errorNumber, nil)
    }

    /// What is at the path is no file.
    package init(_ action: String, _ path: String, found kind: FileFacts.Kind) {
        self.init(action, path, EINVAL, "it is \(kind.words), not a file")
    }

    /// - Parameter limit: in bytes.
    package init(_ action: String, _ path: String, largerThan limit: Int) {
        let size = limit >= 1 << 20 ? "\(limit >> 20) MiB" : limit >= 1 << 10 ? "\(limit >> 10) KiB" : "\(limit) bytes"
        self.init(action, path, EFBIG, "it is larger than \(size)")
    }

    private init(_ action: String, _ path: String, _ errorNumber: Int32, _ ownReason: String?) {
        self.action = action
        self.path = path
        self.errorNumber = errorNumber
        self.ownReason = ownReason
    }

    package var isNotFound: Bool { errorNumber == ENOENT || errorNumber == ENOTDIR }

    /// The reason in words, mostly the kernel's: `No such file or directory`.
    package var reason: String { unsafe ownReason ?? String(cString: strerror(errorNumber)) }

    package var description: String { "cannot \(action) \(path): \(reason)" }
}
