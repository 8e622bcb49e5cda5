import CNIExecution

/// SIGTERM and SIGINT, which end an ADD with its undo. While a binary runs, its dialogue watches for them; this is for the
/// moments in between.
struct Interruption: Sendable {
    /// The signals' descriptor; nil where they are not handled.
    let descriptor: Int32?

    func check() throws(CallFailure) {
        guard let descriptor, let signal = Signals.next(descriptor) else { return }
        throw .interrupted(signal: signal)
    }
}
