package import ExactJSON

/// What came of a process.
package struct CommandOutcome: Sendable, CustomStringConvertible {
    package enum Ending: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
        /// It was killed by the test.
        case timedOut
    }

    package let ending: Ending
    package let output: [UInt8]
    package let errorOutput: String
    /// Seconds from start to end.
    package let duration: Double

    package var succeeded: Bool { ending == .exited(0) }
    package var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard output as JSON; nil where it is none.
    package var json: JSONValue? { try? JSONParser.parse(output, limit: 64 << 20) }

    package var description: String { "\(ending), stdout: \(text), stderr: \(errorOutput)" }
}
