import Glibc
import LinuxSystem

/// Tartan's ends of the three pipes of a binary; nil once closed.
struct PluginStreams: ~Copyable {
    var input: Descriptor?
    var output: Descriptor?
    var errors: Descriptor?
}

/// The three pipes before the start, with the lock that goes along.
struct PluginPipes: ~Copyable {
    private let input: Pipe
    private let output: Pipe
    private let errors: Pipe
    /// A duplicate, if the lock was among the standard descriptors.
    private let lock: Descriptor?
    /// What become 0, 1, 2 and, with a lock, 3 of the child.
    let ofChild: [Int32]

    init(running: Int32?) throws(SystemFailure) {
        let input = try Pipe()
        let output = try Pipe()
        let errors = try Pipe()
        // Only this end: whether the binary reads without blocking is its own affair.
        guard fcntl(input.writing.number, F_SETFL, O_NONBLOCK) == 0 else { throw SystemFailure("set up", "a pipe") }
        var lock: Descriptor?
        if let running, running <= STDERR_FILENO { lock = try Descriptor(duplicatingAboveStandard: running) }
        self.init(input: input, output: output, errors: errors, lock: lock, running: running)
    }

    private init(
        input: consuming Pipe, output: consuming Pipe, errors: consuming Pipe, lock: consuming Descriptor?,
        running: Int32?
    ) {
        var ofChild = [input.reading.number, output.writing.number, errors.writing.number]
        if let running { ofChild.append(lock == nil ? running : lock.number) }
        self.ofChild = ofChild
        self.input = input
        self.output = output
        self.errors = errors
        self.lock = lock
    }

    /// Closes the child's ends, so that the end of its output is seen.
    consuming func keepOwnEnds() -> PluginStreams {
        input.reading.close()
        output.writing.close()
        errors.writing.close()
        return PluginStreams(input: input.writing, output: output.reading, errors: errors.reading)
    }
}
