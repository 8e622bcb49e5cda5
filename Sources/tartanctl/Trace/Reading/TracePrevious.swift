import CNI
import TartanStore

/// The prevResult that a binary got beside its configuration. The journal has it as the result that it was made of.
struct TracePrevious {
    let words: String

    /// Nil where there was none.
    init?(_ binary: JournalCall, _ attachment: JournalAttachment) {
        if binary.start.verb == "ADD" {
            if binary.start.plugin > 0 {
                words = "what \(attachment.plugins[binary.start.plugin - 1].type) answered, its interfaces completed"
            } else if attachment.initialResult != nil {
                words = "an empty one"
            } else {
                return nil
            }
        } else {
            guard let version = CNIVersion(attachment.version), version.hasCheck else { return nil }
            words = "the last result of \(attachment.interface)"
        }
    }
}
