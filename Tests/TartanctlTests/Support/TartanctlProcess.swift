import Foundation
import TestKit

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

    /// - Parameter decoding: false where the output is no text; it is in `.output` then.
    func run(_ arguments: [String], input: String? = nil, decoding: Bool = true) throws -> Outcome {
        let process = try start(arguments, input: input)
        return try end(process, decoding: decoding)
    }

    /// Starts it; the test goes on. One at a time, because the files of its streams are the folder's.
    func start(_ arguments: [String], input: String? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Self.executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = environment
        try (input ?? "").write(toFile: folder.path + "/.input", atomically: false, encoding: .utf8)
        for path in [outputFile, errorFile] { try "".write(toFile: path, atomically: false, encoding: .utf8) }
        process.standardInput = FileHandle(forReadingAtPath: folder.path + "/.input")
        process.standardOutput = FileHandle(forWritingAtPath: outputFile)
        process.standardError = FileHandle(forWritingAtPath: errorFile)
        try process.run()
        return process
    }

    /// Waits for its end.
    func end(_ process: Process, decoding: Bool = true) throws -> Outcome {
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: decoding ? try String(contentsOfFile: outputFile, encoding: .utf8) : "",
            errors: try String(contentsOfFile: errorFile, encoding: .utf8))
    }

    private var outputFile: String { folder.path + "/.output" }
    private var errorFile: String { folder.path + "/.errors" }

    /// Beside the bundle of tests, where it was built with them.
    static var executable: String { get throws { try folder + "/tartanctl" } }

    static var folder: String {
        get throws {
            guard let bundle = CommandLine.arguments.first(where: { $0.contains(".xctest") }) else { throw NotBuilt() }
            return URL(fileURLWithPath: bundle).deletingLastPathComponent().path
        }
    }
}
