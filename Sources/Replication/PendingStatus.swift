public import ExactJSON
import TartanStore

/// A pod's network status in the outbox.
public struct PendingStatus: Sendable, Equatable {
    /// Of its file.
    public let name: String
    /// Of the ADD, in microseconds since 1970-01-01T00:00Z: of several sandboxes of a pod the newest counts.
    public let wallTime: UInt64
    public let podNamespace: String
    public let podName: String
    public let podUID: String
    public let containerID: String
    /// The entries of the annotation (multi-network specification 5).
    public let status: [JSONValue]

    init(name: String, _ entry: OutboxEntry) {
        self.name = name
        wallTime = entry.wallTime
        podNamespace = entry.podNamespace
        podName = entry.podName
        podUID = entry.podUID
        containerID = entry.containerID
        status = entry.status
    }
}
