import Foundation
import TestKit

@testable import tartanctl

/// A folder with tartanctl and its names for kubectl on the PATH, a store, and programs that ask it.
struct ShellFixture {
    let tartanctl: TartanctlProcess

    var folder: TemporaryFolder { tartanctl.folder }

    init() throws {
        tartanctl = try .withSamples()
        let bin = folder.path + "/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        for name in [InvokedName.own, InvokedName.plugin] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(bin)/\(name)", withDestinationPath: TartanctlProcess.executable)
        }
        try FileManager.default.copyItem(
            atPath: Self.repository + "/samples/kubectl/kubectl_complete-tartan",
            toPath: bin + "/kubectl_complete-tartan")
        for shell in Shell.allCases { try folder.write("tartanctl.\(shell.rawValue)", shell.script) }
    }

    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Runs a program in the folder, with nothing in its environment but what leads to tartanctl and its store.
    func run(_ program: String, _ arguments: String...) throws -> TartanctlProcess.Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = [
            "PATH": folder.path + "/bin:/usr/local/bin:/usr/bin:/bin", "HOME": folder.path,
            "TARTAN_STORE": folder.path + "/store", "LC_ALL": "C.UTF-8", "TERM": "dumb", "KUBECONFIG": "/dev/null",
        ]
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // None of them says more than a pipe holds.
        process.waitUntilExit()
        return .init(
            status: process.terminationStatus,
            output: String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self),
            errors: String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
    }

    static func isThere(_ program: String) -> Bool {
        ["/usr/bin", "/bin", "/usr/local/bin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }
}
