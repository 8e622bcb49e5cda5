import CNI
import Glibc

/// Why the kernel refused: the error number and, where it gave one, its own sentence (the extended acknowledgement).
package struct KernelReason: Sendable, Equatable, CustomStringConvertible {
    package let errorNumber: Int32
    /// As the kernel wrote it: `Nexthop has invalid gateway`.
    package let message: String?

    package init(errorNumber: Int32 = errno, message: String? = nil) {
        self.errorNumber = errorNumber
        self.message = message
    }

    package var description: String {
        let text = unsafe String(cString: strerror(errorNumber))
        guard let message, !message.isEmpty else { return text }
        return "\(text) (\(message.escapingControlCharacters))"
    }
}
