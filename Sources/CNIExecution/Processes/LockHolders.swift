import CLinux
import CNI
import Glibc
package import LinuxSystem

/// Who holds the flock on a file, found by what each process has open. /proc/locks can't tell: it names only the process
/// that took the lock, not those that inherited it.
package enum LockHolders {
    /// All processes but this one that have the file open through a description that holds a flock. One that merely has
    /// the file open, as a backup does, isn't among them.
    package static func find(_ file: FileIdentity) -> [LockHolder] {
        let own = getpid()
        let processes = ((try? Files.names(in: "/proc")) ?? []).compactMap { Int32($0) }.filter { $0 != own }
        return processes.compactMap { holder($0, of: file) }
    }

    /// Kills all holders, and those that they have started meanwhile, until the lock is free.
    ///
    /// - Parameters:
    ///   - isHeld: tells whether it still is, best by trying to take it. Asked once before anything is killed.
    ///   - deadline: how long this goes on, at most. A holder outside this process namespace can't be found.
    /// - Returns: whether the lock is free.
    package static func end(_ file: FileIdentity, deadline: Deadline, isHeld: () -> Bool) -> Bool {
        var pause = Limits.lockPollFirst
        while isHeld() {
            if deadline.isPast { return false }
            for holder in find(file) { holder.identity.kill() }
            // A killed process lets go within a millisecond or so, unless it waits for a disk.
            if !isHeld() { return true }
            Clock.sleep(milliseconds: min(pause, deadline.remainingMilliseconds))
            pause = min(2 * pause, Limits.lockPollLast)
        }
        return true
    }

    /// The identity is read first: should the number be given anew meanwhile, it no longer fits, and nobody is killed.
    private static func holder(_ process: Int32, of file: FileIdentity) -> LockHolder? {
        guard let identity = ProcessIdentity(process: process) else { return nil }
        let folder = "/proc/\(process)/fd"
        let holds = ((try? Files.names(in: folder)) ?? []).contains { number in
            Self.identity("\(folder)/\(number)") == file && hasLock("/proc/\(process)/fdinfo/\(number)")
        }
        guard holds else { return nil }
        let name = (try? Files.read("/proc/\(process)/comm", limit: Limits.processFile)) ?? []
        let command = String(decoding: name.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return LockHolder(identity: identity, command: command.escapingControlCharacters)
    }

    private static func identity(_ path: String) -> FileIdentity? {
        var device: UInt64 = 0
        var inode: UInt64 = 0
        guard unsafe clinux_identify(path, &device, &inode) == 0 else { return nil }
        return FileIdentity(device: device, inode: inode)
    }

    /// The kernel lists the locks of an open file there (proc(5), /proc/PID/fdinfo), for everyone who shares it, and those of
    /// flock first.
    private static func hasLock(_ path: String) -> Bool {
        guard let file = try? Descriptor(opening: path, O_RDONLY),
            let text = try? file.readAll(limit: Limits.processFile, name: path)
        else { return false }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").contains {
            // `lock:	1: FLOCK  ADVISORY  WRITE …`; fields, because a search links the engine of regular expressions.
            $0.hasPrefix("lock:") && $0.split(separator: " ").contains("FLOCK")
        }
    }
}
