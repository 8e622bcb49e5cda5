/// A process to be run by a test.
package struct TestCommand: Sendable {
    package var arguments: [String]
    /// Replaces the test process' own environment whole; nil keeps it.
    package var environment: [String]?
    package var input: [UInt8]
    /// Seconds, after which its process group is killed.
    package var timeout: Double

    package init(
        _ arguments: [String], environment: [String]? = nil, input: [UInt8] = [], timeout: Double = 60
    ) {
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.timeout = timeout
    }
}
