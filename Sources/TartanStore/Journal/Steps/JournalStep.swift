package import ExactJSON

/// One line of a journal. Later lines refer to attachments and plugins by their index in the plan.
package enum JournalStep: Sendable, Equatable {
    /// Always the first.
    case open(JournalOpening)
    case plan([JournalAttachment])
    case start(JournalStart)
    /// The process group of the binary that was started last; written before the binary is given its stdin.
    case group(Int32)
    case end(JournalEnd)
    /// The binary that was started last for this could not be executed, or an attachment's interface name was taken.
    case notStarted(attachment: Int, plugin: Int, reason: String)
    /// The attachment's completed result; the last one counts.
    case final(attachment: Int, result: JSONValue)
    /// What the attachment's device information file held after its ADD.
    case deviceInfo(attachment: Int, JSONValue)
    /// What a plugin's own file held after its ADD, for plugins whose DEL can't do without.
    case pluginFile(attachment: Int, plugin: Int, text: String)
    /// What ADD answered the runtime: no code means success. DEL and `gc` write no such line; they end with `closed`.
    case answered(code: Int?, message: String?)
    /// ADD has failed and begins to undo.
    case undo
    /// A call begins to detach what the record holds.
    case detach(JournalDetach)
    /// That call could not detach everything, and why: the record stays open.
    case kept(message: String)
    /// Nothing is left to be done.
    case closed
    /// A step that this Tartan doesn't know, or one that lacks what it must have; passed over.
    case unknown(String)
}
