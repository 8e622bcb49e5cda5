import CNI
import CNIExecution
import LinuxSystem
import TartanStore

/// Binaries of an earlier call that still run: they hold the `running` lock of their sandbox.
struct RunningBinaries {
    let folder: SandboxFolder

    /// Ends whoever holds the lock, and waits until it is free. For `Limits.endGrace` they may end by themselves.
    /// - Returns: nil if nobody holds it any more, else who does.
    func end() throws(StoreError) -> String? {
        let patience = Deadline.after(milliseconds: Limits.endGrace)
        while let identity = try folder.runningIsHeld() {
            if patience.isPast { return end(identity, deadline: .after(milliseconds: Limits.killGrace)) }
            Clock.sleep(milliseconds: Limits.lockPollFirst)
        }
        return nil
    }

    func end(_ identity: FileIdentity, deadline: Deadline) -> String? {
        let isHeld = { (try? folder.runningIsHeld()) != nil }
        return LockHolders.end(identity, deadline: deadline, isHeld: isHeld) ? nil : describe(identity)
    }

    /// Who holds the lock, without ending anybody; nil if nobody does.
    func holders() throws(StoreError) -> String? {
        try folder.runningIsHeld().map(describe)
    }

    private func describe(_ identity: FileIdentity) -> String {
        let holders = LockHolders.find(identity).map(\.description)
        return holders.isEmpty ? "a process that can't be seen" : holders.joined(separator: ", ")
    }
}
