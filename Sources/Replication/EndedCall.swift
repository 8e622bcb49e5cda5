import TartanStore

/// A runtime's call that has ended, as its journal says: an ADD, or one that detached.
public struct EndedCall: Sendable, Equatable {
    public enum Verb: String, Sendable {
        case add = "ADD"
        case delete = "DEL"
    }

    public let verb: Verb
    public let hasFailed: Bool
    public let microseconds: UInt64
    /// What an ADD tried to attach, in order, as far as it came.
    public let attachments: [Attempt]
    /// The binaries that it ran, in order.
    public let plugins: [Run]

    public struct Attempt: Sendable, Equatable {
        /// As the network status names it.
        public let network: String
        public let hasFailed: Bool
    }

    public struct Run: Sendable, Equatable {
        public let type: String
        /// An ADD that fails undoes with DELs.
        public let verb: String
        public let hasFailed: Bool
        /// Nil where it never ended, or never began.
        public let microseconds: UInt64?
    }
}

extension EndedCall {
    init(_ call: TracedCall, of record: Record) {
        verb = call.isOpening ? .add : .delete
        hasFailed = call.answer.map { $0.code != nil } ?? !call.isClosed
        microseconds = call.microseconds
        plugins = call.binaries.map { binary in
            Run(
                type: record.attachments[binary.start.attachment].plugins[binary.start.plugin].type,
                verb: binary.start.verb, hasFailed: binary.hasFailed, microseconds: binary.duration)
        }
        attachments =
            call.isOpening
            ? record.attachments.indices.compactMap { index in
                let own = call.binaries.filter { $0.start.attachment == index && $0.start.verb == "ADD" }
                guard !own.isEmpty else { return nil }
                return Attempt(
                    network: record.attachments[index].network, hasFailed: own.contains(where: \.hasFailed))
            } : []
    }
}
