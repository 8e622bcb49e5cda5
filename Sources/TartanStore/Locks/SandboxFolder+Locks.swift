import CNI
import Glibc
package import LinuxSystem

extension SandboxFolder {
    /// Waits for the sandbox's lock, making folder and file if need be.
    ///
    /// - Parameter command: what the file says of the holder: `ADD`, `DEL`, …
    /// - Throws: `lockTimeout` with the holder.
    package func lock(_ command: String, deadline: Deadline) throws(StoreError) -> SandboxLock {
        var pause = LockPause(deadline)
        while true {
            if let lock = try tryLock(command) { return lock }
            guard pause.sleep() else { throw .lockTimeout(lockPath, holder: holder()?.description) }
        }
    }

    /// The sandbox's lock, or nil if another has it.
    package func tryLock(_ command: String) throws(StoreError) -> SandboxLock? {
        var tries = 0
        while true {
            try StoreError.reading { () throws(SystemFailure) in try makeFolder() }
            do throws(StoreError) {
                guard let lock = try FileLock.tryAcquire(lockPath, .exclusive, create: true) else { return nil }
                return SandboxLock(lock, command: command)
            } catch {
                // Whoever held it last has just removed the empty folder.
                tries += 1
                guard case .system(let failure) = error, failure.errorNumber == ENOENT, tries < 100 else { throw error }
            }
        }
    }

    /// Who holds the lock, or held it last: ask `isRunning`. Nil where the file says nothing.
    package func holder() -> SandboxHolder? {
        guard let file = try? Descriptor(opening: lockPath, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
            let bytes = try? file.readAll(limit: Limits.holderLine, name: lockPath)
        else { return nil }
        return SandboxHolder(bytes)
    }

    /// The lock that one binary inherits; opened and locked anew for each. With the sandbox's lock held.
    ///
    /// - Throws: `lockTimeout` if a binary of before still holds it.
    package func lockRunning() throws(StoreError) -> FileLock {
        // Nobody may hold it, but somebody may just be looking whether one does.
        let deadline = Deadline.after(milliseconds: Limits.runningProbeWait)
        return try FileLock.acquire(runningPath, .exclusive, deadline: deadline, create: true)
    }

    /// The lock file's identity if a binary (or what it started) holds it: by it the holders are found in /proc.
    ///
    /// - Throws: `system` if that can't be told.
    package func runningIsHeld() throws(StoreError) -> FileIdentity? {
        do throws(StoreError) {
            if try FileLock.tryAcquire(runningPath, .shared, create: false) != nil { return nil }
        } catch {
            if case .system(let failure) = error, failure.isNotFound { return nil }
            throw error
        }
        return FileIdentity(path: runningPath)
    }

    private func makeFolder() throws(SystemFailure) {
        try Files.makeFolders(path, mode: 0o700)
    }
}
