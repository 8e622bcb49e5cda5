import TartanStore

/// Why the store did not take or give something.
public struct StoreReplicaFailure: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Cause: Sendable, Equatable {
        /// The object itself: not of this kind, with a name that can't be, or too large. It will be no better later.
        case object
        /// Nothing can be written: the disk is full or read-only, or it isn't permitted.
        case notWritable
        case other
    }

    public let cause: Cause
    /// What was being done, with which file, and what to do next.
    public let description: String

    private init(_ error: StoreError) {
        description = error.description
        cause =
            switch error {
            case .invalidName, .notJSON, .malformed, .misplaced, .unexpectedKind, .tooLarge, .newerFormat: .object
            case _ where error.isNotWritable: .notWritable
            default: .other
            }
    }

    static func of<Value>(_ body: () throws(StoreError) -> Value) throws(StoreReplicaFailure) -> Value {
        do throws(StoreError) { return try body() } catch { throw StoreReplicaFailure(error) }
    }
}
