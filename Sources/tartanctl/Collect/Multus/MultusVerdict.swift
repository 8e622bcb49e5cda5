import CNI
import LinuxSystem
import TartanCore

/// Whether a sandbox that Multus attached is gone, and why. No boot is recorded, so what stands for it is that its
/// namespace is gone, or that every runtime can be asked and none has it.
enum MultusVerdict: String, Sendable {
    case gone
    case unlisted
    case inUse
    case unknown

    /// - Parameter now: microseconds of the wall clock.
    init(_ trace: MultusTrace, _ runtimes: RuntimeStates, now: UInt64 = Clock.wallMicroseconds) {
        if runtimes.runtime(of: trace.containerID) != nil {
            self = .inUse
            return
        }
        switch trace.namespace {
        case .there: self = .inUse
        case .gone: self = .gone
        case .unknown:
            let isOld = trace.modified + UInt64(Limits.collectSpares) * 1000 < now
            let canTell = !runtimes.installed.isEmpty && runtimes.unreadable.isEmpty
            self = canTell && isOld ? .unlisted : .unknown
        }
    }

    var isDue: Bool { self == .gone || self == .unlisted }

    /// As a person is told.
    var words: String {
        switch self {
        case .gone: "its network namespace is gone"
        case .unlisted: "no runtime lists it"
        case .inUse: "it is in use"
        case .unknown: "it can't be told whether it is there"
        }
    }
}
