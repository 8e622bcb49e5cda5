import Glibc
import LinuxSystem

/// The two streams of a command: the answer goes to stdout, everything said beside it to stderr.
enum Console {
    /// - Throws: when the answer can't be written whole, because then the command didn't do what it was asked for.
    static func print(_ text: String) throws(Failure) { try print(Array(text.utf8)) }

    /// Bytes as they are, whether or not they are text.
    static func print(_ bytes: [UInt8]) throws(Failure) {
        do throws(SystemFailure) {
            try write(bytes, to: 1, name: "stdout")
        } catch {
            // Who has closed the other end has seen enough.
            if error.errorNumber == EPIPE { throw .reported(.couldNotRun) }
            throw Failure(.couldNotRun, code: "output", error.description)
        }
    }

    /// A remark; that nobody can read it is no reason to fail.
    static func note(_ text: String) {
        try? write(Array(text.utf8), to: 2, name: "stderr")
    }

    /// As `print`, where nothing is left that could catch an error: 0, or the exit status.
    static func printOrStatus(_ text: String) -> Int32 {
        do throws(Failure) {
            try print(text)
            return 0
        } catch {
            if !error.isReported { note(FailureReport.text(error)) }
            return error.exitStatus
        }
    }

    private static func write(_ bytes: [UInt8], to number: Int32, name: String) throws(SystemFailure) {
        // A copy, because a descriptor is closed by its owner and the process keeps its streams.
        let copy = dup(number)
        guard copy >= 0 else { throw SystemFailure("write", name) }
        let stream = Descriptor(owning: copy)
        try stream.writeAll(bytes, name: name)
    }
}
