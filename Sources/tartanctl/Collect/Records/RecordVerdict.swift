import LinuxSystem
import TartanCore
import TartanStore

/// Whether a record is due to be detached, and why.
enum RecordVerdict: String, Sendable {
    case rebooted
    case gone
    /// ADD neither answered nor was undone to the end.
    case cutOff
    /// A DEL, or the undo of an ADD, didn't come to its end.
    case halfDetached
    /// Only to be put away.
    case closed
    case inUse

    /// - Parameters:
    ///   - boot: this boot's id.
    ///   - isGone: whether the record's network namespace is no more.
    init(
        _ record: Record, _ runtimes: RuntimeStates, boot: String = BootID.current(),
        isGone: (Record) -> Bool = RecordCollector.namespaceIsGone
    ) {
        let opening = record.opening
        if record.isClosed {
            self = .closed
        } else if !boot.isEmpty, opening.bootID != boot {
            self = .rebooted
        } else if isGone(record), runtimes.runtime(of: opening.containerID) == nil {
            self = .gone
        } else if record.isBeingDetached {
            self = .halfDetached
        } else {
            self = record.isUnfinished ? .cutOff : .inUse
        }
    }

    var isDue: Bool { self != .inUse }

    /// As a person is told.
    var words: String {
        switch self {
        case .rebooted: "the node was rebooted since"
        case .gone: "its network namespace is gone"
        case .cutOff: "its ADD was cut off"
        case .halfDetached: "its DEL did not end well"
        case .closed: "it was closed already"
        case .inUse: "it is in use"
        }
    }
}
