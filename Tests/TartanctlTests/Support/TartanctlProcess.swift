import Foundation

/// Runs the built `tartanctl` as a person does: a process, its two streams, its exit status.
struct TartanctlProcess {
    struct Outcome: Equatable {
        let status: Int32
        let output: String
        let errors: String
    }

    struct NotBuilt: Error {}

    let folder: TemporaryFolder
    var environment: [String: String] = [:]

    /// In the temporary folder, whose `store` is the store.
    func callAsFunction(_ arguments: String..., input: String? = nil) throws -> Outcome {
        try run(arguments + ["--store", folder.path + "/store"], input: input)
    }

    func run(_ arguments: [String], input: String? = nil) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Self.executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = environment
        let streams = (
            output: folder.path + "/.output", errors: folder.path + "/.errors", input: folder.path + "/.input"
        )
        try (input ?? "").write(toFile: streams.input, atomically: false, encoding: .utf8)
        for path in [streams.output, streams.errors] { try "".write(toFile: path, atomically: false, encoding: .utf8) }
        process.standardInput = FileHandle(forReadingAtPath: streams.input)
        process.standardOutput = FileHandle(forWritingAtPath: streams.output)
        process.standardError = FileHandle(forWritingAtPath: streams.errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOfFile: streams.output, encoding: .utf8),
            errors: try String(contentsOfFile: streams.errors, encoding: .utf8))
    }

    /// Beside the bundle of tests, where it was built with them.
    private static var executable: String {
        get throws {
            guard let bundle = CommandLine.arguments.first(where: { $0.contains(".xctest") }) else { throw NotBuilt() }
            return URL(fileURLWithPath: bundle).deletingLastPathComponent().path + "/tartanctl"
        }
    }
}
