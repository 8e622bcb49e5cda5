import CNIExecution
import LinuxSystem

/// SIGTERM and SIGINT, which end an ADD with its undo. While a binary runs, its dialogue watches for them; this is for the
/// moments in between.
package struct Interruption: Sendable {
    /// The signals' descriptor; nil where they are not handled.
    let descriptor: Int32?

    /// Prepares this process's signals; to be called once, before the first binary.
    /// - Returns: the signals' descriptor, open for the life of the process; nil where the kernel gives none.
    package static func prepare() -> Int32? {
        guard let signals = try? Signals.prepare() else { return nil }
        return signals.release()
    }

    package init(descriptor: Int32?) {
        self.descriptor = descriptor
    }

    /// - Throws: `interrupted` if a signal has come.
    package func check() throws(CallFailure) {
        guard let descriptor, let signal = Signals.next(descriptor) else { return }
        throw .interrupted(signal: signal)
    }
}
