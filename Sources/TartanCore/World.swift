import CNI
package import LinuxSystem

/// Everything outside that a call touches, passed in: environment, streams, signals and who Tartan itself is.
package struct World: Sendable {
    /// The environment as the runtime gave it, in its order.
    package var environment: [EnvironmentVariable]
    /// Reads standard input to its end or the limit.
    package var readInput: @Sendable (_ limit: Int) throws(SystemFailure) -> [UInt8]
    /// One line for whoever started Tartan: the runtime's journal.
    package var writeError: @Sendable (String) -> Void
    /// Tartan's own executable, so that it never becomes its own delegate.
    package var ownExecutable: FileIdentity?
    /// The name under which it was started, without folders.
    package var ownName: String
    /// A descriptor that becomes readable at SIGTERM or SIGINT; nil where signals are not handled.
    package var interruption: Int32?
    /// When this process started, in microseconds of CLOCK_BOOTTIME.
    package var started: UInt64

    package init(
        environment: [EnvironmentVariable],
        readInput: @escaping @Sendable (_ limit: Int) throws(SystemFailure) -> [UInt8],
        writeError: @escaping @Sendable (String) -> Void, ownExecutable: FileIdentity?, ownName: String,
        interruption: Int32?, started: UInt64 = Clock.bootMicroseconds
    ) {
        self.environment = environment
        self.readInput = readInput
        self.writeError = writeError
        self.ownExecutable = ownExecutable
        self.ownName = ownName
        self.interruption = interruption
        self.started = started
    }

    /// The last value of a variable; nil where it isn't set.
    package func variable(_ name: String) -> String? { environment.last { $0.isNamed(name) }?.value }
}
