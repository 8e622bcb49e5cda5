import ExactJSON
import KubernetesClient
public import NIOCore
import NIOPosix
public import Replication

/// The one who touches the store, on a thread of its own: a slow disk holds up nothing but the store.
public actor StoreKeeper {
    private let replica: StoreReplica
    private let loop: any EventLoop
    private var isDirty = false
    /// What was last done with an object, so that a look-up that overlaps with a watch undoes nothing of it.
    private var seen: [Key: Seen] = [:]
    private var steps: UInt64 = 0
    private var seenJournals = SeenJournals()

    private struct Key: Hashable {
        let kind: StoreReplica.Kind
        let name: ObjectName
    }

    private struct Seen {
        /// Kubernetes' version, where it is the number that it has always been.
        var version: UInt64?
        var step: UInt64
    }

    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

    /// - Throws: for a store that can't be made, or that somebody else may write.
    public init(root: String, group: any EventLoopGroup) throws(StoreReplicaFailure) {
        replica = try StoreReplica(root: root)
        loop = group.next()
    }

    /// - Parameter durable: waits for the disk; otherwise `flush` does, once for many.
    /// - Returns: whether the store changed.
    @discardableResult
    func put(
        _ kind: StoreReplica.Kind, _ object: JSONValue, _ name: ObjectName, durable: Bool
    ) throws(StoreReplicaFailure) -> Bool {
        note(kind, name, version: Self.version(of: object))
        let changed = try replica.put(kind, object, durable: durable)
        if changed, !durable { isDirty = true }
        return changed
    }

    /// - Returns: whether the store changed.
    @discardableResult
    func remove(_ kind: StoreReplica.Kind, _ name: ObjectName) throws(StoreReplicaFailure) -> Bool {
        note(kind, name, version: nil)
        return try replica.remove(kind, namespace: name.namespace, name: name.name)
    }

    /// To be handed to `adopt` with what is then found out.
    func mark() -> UInt64 { steps }

    /// Takes what a look-up found, unless a newer state has come in since the mark.
    ///
    /// - Parameter object: nil where there is none.
    func adopt(
        _ kind: StoreReplica.Kind, _ object: JSONValue?, _ name: ObjectName, since mark: UInt64
    ) throws(StoreReplicaFailure) {
        if let last = seen[Key(kind: kind, name: name)], last.step > mark {
            guard let object, let version = Self.version(of: object), let known = last.version, version > known else {
                return
            }
        }
        if let object {
            try put(kind, object, name, durable: kind == .network)
        } else {
            try remove(kind, name)
        }
    }

    private func note(_ kind: StoreReplica.Kind, _ name: ObjectName, version: UInt64?) {
        steps += 1
        seen[Key(kind: kind, name: name)] = Seen(version: version, step: steps)
    }

    private static func version(of object: JSONValue) -> UInt64? {
        object["metadata"]?["resourceVersion"]?.string.flatMap { UInt64($0) }
    }

    /// Removes what is not among the names, of the namespaces that are looked after.
    ///
    /// - Returns: how many.
    func keep(
        only present: Set<ObjectName>, of kind: StoreReplica.Kind, in namespaces: Set<String>?
    ) throws(StoreReplicaFailure) -> Int {
        var count = 0
        for (namespace, name) in try replica.names(kind) where namespaces?.contains(namespace) ?? true {
            if present.contains(ObjectName(namespace, name)) { continue }
            if try replica.remove(kind, namespace: namespace, name: name) { count += 1 }
        }
        // What was done before this list is old news.
        seen = seen.filter { $0.key.kind != kind || present.contains($0.key.name) }
        return count
    }

    func count(_ kind: StoreReplica.Kind) throws(StoreReplicaFailure) -> Int { try replica.names(kind).count }

    /// Waits for the disk if something was written since.
    func flush() throws(StoreReplicaFailure) {
        guard isDirty else { return }
        isDirty = false
        try replica.flush()
    }

    func tidy() throws(StoreReplicaFailure) { try replica.tidy() }

    func pending() throws(StoreReplicaFailure) -> [String] { try replica.pending() }

    func pendingStatus(_ name: String) throws(StoreReplicaFailure) -> PendingStatus? {
        try replica.pendingStatus(name)
    }

    func settle(_ status: PendingStatus) throws(StoreReplicaFailure) { try replica.settle(status) }

    func discard(_ name: String) throws(StoreReplicaFailure) { try replica.discard(name) }

    /// What the journals tell since the last call (`StoreReplica.news`).
    func news(since time: UInt64, counting start: UInt64) throws(StoreReplicaFailure) -> JournalNews {
        try replica.news(&seenJournals, since: time, counting: start)
    }

    func leftOver() throws(StoreReplicaFailure) -> [(what: String, number: Int)]? { try replica.leftOver()?.counts }
}
