import CNI
package import LinuxSystem

/// The store-wide lock: shared by ADD, DEL and CHECK, exclusive for the delegates' GC alone.
///
/// Calls come in through the gate, so that a GC which waits for the calls before it isn't overtaken by those after it.
package struct StoreLock: ~Copyable, Sendable {
    private let lock: FileLock

    /// Gate shared, lock shared, gate dropped.
    package static func shared(_ store: Store, deadline: Deadline) throws(StoreError) -> StoreLock {
        let gate = try FileLock.acquire(store.gatePath, .shared, deadline: deadline, create: true)
        let lock = try FileLock.acquire(store.lockPath, .shared, deadline: deadline, create: true)
        gate.unlock()
        return StoreLock(lock: lock)
    }

    /// For a GC that runs the DELs of stale records while it has the gate, or could not make it.
    package static func sharedInsideGate(_ store: Store, deadline: Deadline) throws(StoreError) -> StoreLock {
        StoreLock(lock: try FileLock.acquire(store.lockPath, .shared, deadline: deadline, create: true))
    }

    /// Alone in the store: waits for the calls that run. A shared lock of the same process must have been given back.
    package static func exclusive(_ store: Store, deadline: Deadline) throws(StoreError) -> StoreLock {
        StoreLock(lock: try FileLock.acquire(store.lockPath, .exclusive, deadline: deadline, create: true))
    }

    package consuming func unlock() {
        lock.unlock()
    }
}

extension Store {
    package var gatePath: String { root + "/gate" }
    package var lockPath: String { root + "/lock" }
}
