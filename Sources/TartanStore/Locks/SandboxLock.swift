import Glibc
package import LinuxSystem

/// The lock that keeps calls for one sandbox apart. Its file says who holds it.
package struct SandboxLock: ~Copyable, Sendable {
    private let lock: FileLock

    package var identity: FileIdentity { lock.identity }

    init(_ lock: consuming FileLock, command: String) {
        self.lock = lock
        guard self.lock.isWritable else { return }
        // Who can't write the line holds the lock all the same; it only can't be ended by a DEL that waits for it.
        let line = SandboxHolder.current(command).line
        let written = unsafe line.withUnsafeBytes {
            unsafe pwrite(self.lock.descriptorNumber, $0.baseAddress, $0.count, 0)
        }
        if written == line.count, self.lock.size > written { _ = ftruncate(self.lock.descriptorNumber, written) }
    }

    package consuming func unlock() {
        lock.unlock()
    }
}
