import Foundation

/// Runs a command to its end and returns what it printed.
enum Shell {
    @discardableResult
    static func run(_ program: String, _ arguments: [String]) throws(BenchFailure) -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = output
        let line = ([program] + arguments).joined(separator: " ")
        do { try process.run() } catch { throw .command(line, status: -1, said: "\(error)") }
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw .command(line, status: process.terminationStatus, said: said)
        }
        return said
    }
}
