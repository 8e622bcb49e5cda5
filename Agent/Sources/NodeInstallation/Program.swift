import ExactJSON
import Glibc
import Subprocess
import SystemPackage

/// Runs a binary of Tartan's own: whether it works on this machine, and tartanctl for what it alone decides.
struct Program: Sendable {
    let path: String

    static let patience = Duration.seconds(60)
    static let largestAnswer = 4 << 20

    struct Answer: Sendable {
        let isSuccess: Bool
        let output: String
        let error: String
    }

    func run(
        _ arguments: [String], variables: [Environment.Key: String] = [:], input: String = ""
    ) async throws -> Answer {
        var environment = variables
        environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin"
        let whole = environment
        return try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask {
                let standardInput = try Self.filled(with: input)
                defer { close(standardInput) }
                let result: ExecutionResult<Void, StringOutput<UTF8>, StringOutput<UTF8>>
                do {
                    result = try await Subprocess.run(
                        .path(FilePath(path)), arguments: Arguments(arguments), environment: .custom(whole),
                        input: .fileDescriptor(
                            FileDescriptor(rawValue: standardInput), closeAfterSpawningProcess: false),
                        output: .string(limit: Self.largestAnswer), error: .string(limit: Self.largestAnswer))
                } catch {
                    throw InstallationError(
                        "\(path) can't be executed: \(error)",
                        next: "Take a build for this machine's processor, from a file system that isn't mounted noexec."
                    )
                }
                return Answer(
                    isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput,
                    error: result.standardError)
            }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                throw InstallationError(
                    "\(path) did not end within \(Self.patience)", next: "Run it by hand to see what it waits for.")
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }

    /// A pipe that holds a short text already, so that a program that ends without reading it does no harm.
    private static func filled(with text: String) throws(InstallationError) -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw NodeFile.failure("make", "a pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let bytes = Array(text.utf8)
        let count = bytes.isEmpty ? 0 : write(ends[1], bytes, bytes.count)
        close(ends[1])
        guard count == bytes.count else {
            close(ends[0])
            throw NodeFile.failure("write to", "a pipe")
        }
        return ends[0]
    }

    /// Asks the plugin for its versions, as a runtime does.
    func requireVersions() async throws {
        let answer = try await run([], variables: ["CNI_COMMAND": "VERSION"], input: #"{"cniVersion":"1.0.0"}"#)
        let versions = (try? JSONParser.parse(answer.output, limit: Self.largestAnswer))?["supportedVersions"]?.array
        guard answer.isSuccess, versions?.isEmpty == false else {
            throw InstallationError(
                "\(path) doesn't answer VERSION, so it was not put in place: \(Self.line(answer))",
                next: "Take a whole binary of Tartan for this machine; the one in use stays.")
        }
    }

    /// Asks a command line for its version.
    func requireStart() async throws {
        let answer = try await run(["--version"])
        guard answer.isSuccess else {
            throw InstallationError(
                "\(path) doesn't start, so it was not put in place: \(Self.line(answer))",
                next: "Take a whole binary of Tartan for this machine; the one in use stays.")
        }
    }

    /// What it said, as one line of bounded length.
    static func line(_ answer: Answer) -> String {
        let said = answer.error.isEmpty ? answer.output : answer.error
        let words = said.split { $0.isNewline }.joined(separator: " ").unicodeScalars.prefix(2000)
        var text = ""
        for scalar in words { text += scalar.value < 32 ? " " : String(scalar) }
        return text.isEmpty ? "it said nothing" : text
    }
}
