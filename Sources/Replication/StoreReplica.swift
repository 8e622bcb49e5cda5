public import ExactJSON
import TartanStore

/// The store for whoever keeps it equal to a cluster: its objects are written and removed, its queue of statuses is read.
///
/// All that this package shows of the store to others, in a module of its own, so that the plugin doesn't carry it. Nothing here waits for another process; what is written is there whole
/// or not at all (docs/how-it-works.md).
public struct StoreReplica: Sendable {
    let store: Store

    public static let defaultRoot = Store.defaultRoot

    public enum Kind: Sendable, Hashable, CaseIterable {
        case network, pod

        var objectKind: ObjectKind {
            switch self {
            case .network: .network
            case .pod: .pod
            }
        }
    }

    /// Opens the store and makes what is missing of it, open to the caller alone.
    ///
    /// - Throws: for a folder that somebody else owns or may write.
    public init(root: String) throws(StoreReplicaFailure) {
        store = try StoreReplicaFailure.of { () throws(StoreError) in try Store.open(root, create: true) }
    }

    /// Writes an object under the namespace and name of its metadata; a pod is trimmed to what Tartan reads of it.
    ///
    /// - Parameter durable: waits for the disk, so that a power cut leaves it there.
    /// - Returns: whether the store changed.
    /// - Throws: for what is no such object, is too large, or can't be written.
    @discardableResult
    public func put(_ kind: Kind, _ object: JSONValue, durable: Bool) throws(StoreReplicaFailure) -> Bool {
        try StoreReplicaFailure.of { () throws(StoreError) in
            switch kind {
            case .network: try store.putNetwork(object, durable: durable) != .unchanged
            case .pod: try store.putPod(object) != .unchanged
            }
        }
    }

    /// - Returns: whether there was one.
    @discardableResult
    public func remove(_ kind: Kind, namespace: String, name: String) throws(StoreReplicaFailure) -> Bool {
        try StoreReplicaFailure.of { () throws(StoreError) in
            switch kind {
            case .network: try store.deleteNetwork(namespace, name)
            case .pod: try store.deletePod(namespace, name)
            }
        }
    }

    /// Namespace and name of every object.
    public func names(_ kind: Kind) throws(StoreReplicaFailure) -> [(namespace: String, name: String)] {
        try StoreReplicaFailure.of { () throws(StoreError) in
            switch kind {
            case .network: try store.networks().map { ($0.namespace, $0.name) }
            case .pod: try store.pods().map { ($0.namespace, $0.name) }
            }
        }
    }

    /// The object as it is stored; nil where there is none.
    public func object(
        _ kind: Kind, namespace: String, name: String
    ) throws(StoreReplicaFailure) -> JSONValue? {
        try StoreReplicaFailure.of { () throws(StoreError) in
            switch kind {
            case .network: try store.network(namespace, name)
            case .pod: try store.pod(namespace, name)
            }
        }
    }

    /// Waits until all that was written without waiting is on the disk.
    public func flush() throws(StoreReplicaFailure) {
        try StoreReplicaFailure.of { () throws(StoreError) in try store.flush() }
    }

    /// Removes temporary files that a writer left an hour ago or longer.
    public func tidy() throws(StoreReplicaFailure) {
        try StoreReplicaFailure.of { () throws(StoreError) in try store.removeOldTemporaries() }
    }
}

// The outbox.
extension StoreReplica {
    /// The names of what waits to be published.
    public func pending() throws(StoreReplicaFailure) -> [String] {
        try StoreReplicaFailure.of { () throws(StoreError) in try store.outbox().map(\.fileName) }
    }

    /// Nil where it is published or its sandbox is detached.
    ///
    /// - Throws: for a name that is none of the outbox, and for a file that can't be believed.
    public func pendingStatus(_ name: String) throws(StoreReplicaFailure) -> PendingStatus? {
        try StoreReplicaFailure.of { () throws(StoreError) in
            let key = try OutboxKey(fileName: name)
            return try store.outboxEntry(key).map { PendingStatus(name: name, $0) }
        }
    }

    /// Takes out what is published, unless a newer one has come in its place.
    public func settle(_ status: PendingStatus) throws(StoreReplicaFailure) {
        try StoreReplicaFailure.of { () throws(StoreError) in
            let key = try OutboxKey(fileName: status.name)
            guard let entry = try store.outboxEntry(key), entry.wallTime == status.wallTime else { return }
            try store.removeOutbox(key)
        }
    }

    /// Takes out what can't be read, after it was told.
    public func discard(_ name: String) throws(StoreReplicaFailure) {
        try StoreReplicaFailure.of { () throws(StoreError) in
            _ = try store.removeOutbox(OutboxKey(fileName: name))
        }
    }
}
