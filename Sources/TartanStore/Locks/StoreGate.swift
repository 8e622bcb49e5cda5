import CNI
package import LinuxSystem

/// The gate held exclusively, by the command GC: no new call comes in.
package struct StoreGate: ~Copyable, Sendable {
    private let lock: FileLock

    /// Waits until the deadline, and never longer than 5 s.
    package static func exclusive(_ store: Store, deadline: Deadline) throws(StoreError) -> StoreGate {
        let deadline = min(deadline, .after(milliseconds: Limits.gateWait))
        return StoreGate(lock: try FileLock.acquire(store.gatePath, .exclusive, deadline: deadline, create: true))
    }

    package consuming func unlock() {
        lock.unlock()
    }
}
