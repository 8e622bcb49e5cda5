import TartanCore

/// What becomes of the networks of one pod, or of the pods of one workload.
struct PodChange: Equatable {
    enum Kind: String {
        case added
        case removed
        case changed
    }

    let kind: Kind
    let pod: DiffedObject
    let attachments: [AttachmentChange]
    /// Why its ADD fails before the change, and after it.
    let problems: Problems
    /// It has a sandbox with networks now.
    let isRunning: Bool

    struct Problems: Equatable {
        var old: String?
        var new: String?

        var areSame: Bool { old == new }
    }
}
