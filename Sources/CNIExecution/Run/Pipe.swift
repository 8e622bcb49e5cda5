import CLinux
import Glibc
import LinuxSystem

/// A pipe between Tartan and a binary. Both ends are above the standard descriptors even where Tartan was started without
/// them: as 0 to 2 of a child they would overwrite each other.
struct Pipe: ~Copyable {
    let reading: Descriptor
    let writing: Descriptor

    init() throws(SystemFailure) {
        var ends: (Int32, Int32) = (-1, -1)
        let result = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
            unsafe clinux_pipe(bytes.assumingMemoryBound(to: Int32.self).baseAddress)
        }
        guard result == 0 else { throw SystemFailure("open", "a pipe") }
        // Both have their owner before anything can fail.
        let reading = Descriptor(owning: ends.0)
        let writing = Descriptor(owning: ends.1)
        let lifted = try reading.aboveStandard()
        self.init(reading: lifted, writing: try writing.aboveStandard())
    }

    private init(reading: consuming Descriptor, writing: consuming Descriptor) {
        self.reading = reading
        self.writing = writing
    }
}

extension Descriptor {
    /// This descriptor, or a duplicate above 2 in place of it.
    consuming func aboveStandard() throws(SystemFailure) -> Descriptor {
        number > STDERR_FILENO ? self : try Descriptor(duplicatingAboveStandard: number)
    }

    /// The duplicate shares the file and its lock, and is closed on exec.
    init(duplicatingAboveStandard number: Int32) throws(SystemFailure) {
        let duplicate = fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
        guard duplicate >= 0 else { throw SystemFailure("duplicate", "descriptor \(number)") }
        self.init(owning: duplicate)
    }

    /// Closes it here and now. What used its number before can't have lost it early.
    consuming func close() {}
}
