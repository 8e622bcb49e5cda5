import CNI
import LinuxSystem
import TartanStore

/// The locks of a call for one sandbox, in their order: store, sandbox; and nobody of an earlier call still running.
///
/// Dropping it gives the locks back.
struct SandboxSession: ~Copyable {
    let store: Store?
    /// Nil where the store can't be used: a DEL goes on without.
    let folder: SandboxFolder?
    private let storeLock: StoreLock?
    private let sandboxLock: SandboxLock?

    /// For ADD: everything must be there.
    static func enterForAdd(_ call: Call, deadline: Deadline) throws(CallFailure) -> SandboxSession {
        let store: Store
        do throws(StoreError) { store = try Store.open(call.settings.store, create: true) } catch {
            throw .store(error)
        }
        let folder = store.sandbox(call.invocation.containerID)
        let storeLock = try waiting(call, deadline) { end throws(StoreError) in
            try StoreLock.shared(store, deadline: end)
        }
        let sandboxLock = try waiting(call, deadline) { end throws(StoreError) in
            try folder.lock("ADD", deadline: end)
        }
        return SandboxSession(store: store, folder: folder, storeLock: storeLock, sandboxLock: sandboxLock)
    }

    /// Waits in short turns, so that a signal ends it.
    private static func waiting<Lock: ~Copyable>(
        _ call: Call, _ deadline: Deadline, _ acquire: (Deadline) throws(StoreError) -> Lock
    ) throws(CallFailure) -> Lock {
        let interruption = Interruption(descriptor: call.world.interruption)
        while true {
            try interruption.check()
            do throws(StoreError) {
                return try acquire(min(deadline, .after(milliseconds: Limits.lockTurn)))
            } catch {
                guard case .lockTimeout = error, !deadline.isPast else { throw .store(error) }
            }
        }
    }

    /// For CHECK: a lock that can't be made is done without.
    static func enterForCheck(_ call: Call) throws(CallFailure) -> SandboxSession {
        let store: Store
        do throws(StoreError) { store = try Store.open(call.settings.store, create: false) } catch {
            throw .store(error)
        }
        return try enter(store, call) { folder throws(StoreError) in
            try folder.lock("CHECK", deadline: call.deadline)
        }
    }

    /// For DEL: what can't be made or written is done without; what is held is waited for, and an ADD or CHECK that
    /// holds it for half of the deadline is ended. A store that is there and can't be used is an error: what it holds
    /// would stay attached without a word.
    static func enterForDelete(_ call: Call) throws(CallFailure) -> SandboxSession {
        let store: Store
        do throws(StoreError) { store = try Store.open(call.settings.store, create: false) } catch {
            guard case .noStore = error else { throw .store(error) }
            // A node that was Multus' until now has no store yet, but what fails must be kept.
            guard MultusState(call.settings).isThere,
                let made = try? Store.open(call.settings.store, create: true)
            else { return SandboxSession(store: nil, folder: nil, storeLock: nil, sandboxLock: nil) }
            store = made
        }
        return try enter(store, call) { folder throws(StoreError) in
            try lockForDelete(folder, call.deadline, call.log)
        }
    }

    private static func enter(
        _ store: Store, _ call: Call, _ lock: (SandboxFolder) throws(StoreError) -> SandboxLock
    ) throws(CallFailure) -> SandboxSession {
        let folder = store.sandbox(call.invocation.containerID)
        var storeLock: StoreLock?
        do throws(StoreError) { storeLock = try StoreLock.shared(store, deadline: call.deadline) } catch {
            guard error.isNotWritable else { throw .store(error) }
            call.log.error("the store can't be locked, going on without: \(error)")
        }
        do throws(StoreError) {
            let sandboxLock = try lock(folder)
            return SandboxSession(store: store, folder: folder, storeLock: storeLock, sandboxLock: sandboxLock)
        } catch {
            guard error.isNotWritable else { throw .store(error) }
            call.log.error("the sandbox's lock can't be made, going on without: \(error)")
            return SandboxSession(store: store, folder: folder, storeLock: storeLock, sandboxLock: nil)
        }
    }

    static func lockForDelete(
        _ folder: SandboxFolder, _ deadline: Deadline, _ log: Log
    ) throws(StoreError) -> SandboxLock {
        let half = Deadline.after(milliseconds: deadline.remainingMilliseconds / 2)
        do throws(StoreError) { return try folder.lock("DEL", deadline: half) } catch {
            guard case .lockTimeout = error else { throw error }
        }
        if let holder = folder.holder(), holder.isRunning, holder.command == "ADD" || holder.command == "CHECK" {
            log.error("ending \(holder), which has held the sandbox for half of this DEL's time")
            holder.identity.kill()
        }
        return try folder.lock("DEL", deadline: deadline)
    }

    /// The sandbox's lock is held: files in its folder may be made and removed.
    var isLocked: Bool { sandboxLock != nil }

    /// Ends binaries of an earlier call; to be called before the first binary of this one.
    func endRunning(_ log: Log) throws(CallFailure) {
        guard let folder else { return }
        let holders: String?
        do throws(StoreError) { holders = try RunningBinaries(folder: folder).end() } catch {
            log.error("whether a binary of an earlier call still runs can't be told: \(error)")
            return
        }
        if let holders { throw .stillRunning(holders) }
    }
}
