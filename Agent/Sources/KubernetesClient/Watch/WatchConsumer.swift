public import ExactJSON

/// What is done with the objects that a watch brings. Calls come one after the other.
///
/// One that throws is offered everything again: the watch lists anew after a pause.
public protocol WatchConsumer: Sendable {
    /// An object as it is now: listed, added or changed.
    func put(_ object: JSONValue, _ name: ObjectName) async throws(ConsumerFailure)
    /// An object that is no longer there.
    func remove(_ name: ObjectName) async throws(ConsumerFailure)
    /// A list is complete: what is not among these names is no longer there.
    func complete(_ present: Set<ObjectName>) async throws(ConsumerFailure)
    /// The connection's state; told at each change and at each failure.
    func watch(_ state: WatchState) async
}

public enum WatchState: Sendable, Equatable {
    /// All is known, and changes arrive.
    case current
    /// What is known may be old; the watch tries again after a pause.
    case failing(APIFailure, retry: Duration)
}

/// Why an object could not be taken now.
public struct ConsumerFailure: Error, Sendable, Equatable {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
}
