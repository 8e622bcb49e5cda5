import CNI
import LinuxSystem
import TartanStore

/// The `running` lock that one binary inherits. A class, because it is given back in one of three ways.
final class RunningLock {
    private let folder: SandboxFolder
    private var lock: FileLock?
    let identity: FileIdentity
    /// For the binary to inherit.
    let descriptor: Int32

    init(_ folder: SandboxFolder) throws(StoreError) {
        self.folder = folder
        let lock = try folder.lockRunning()
        identity = lock.identity
        descriptor = lock.descriptorNumber
        self.lock = consume lock
    }

    /// For a binary that ended by itself: it may leave a daemon, which must not look like an unfinished step.
    func free() {
        lock?.unlock()
        lock = nil
    }

    /// For a binary that was killed: whatever it left outside of its group ends too.
    func endHolders() {
        lock = nil
        _ = RunningBinaries(folder: folder).end(identity, deadline: .after(milliseconds: Limits.killGrace))
    }
}
