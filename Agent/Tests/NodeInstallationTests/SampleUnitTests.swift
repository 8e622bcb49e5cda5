import Foundation
import Testing

@Suite("The unit of a node without a DaemonSet")
struct SampleUnitTests {
    @Test("starts the agent with a command and options that it has")
    func options() throws {
        let unit = try String(
            contentsOfFile: "\(Node.repository)/samples/systemd/tartan-agent.service", encoding: .utf8)
        let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
        let words = line.dropFirst("ExecStart=".count).split(separator: " ").map(String.init)
        #expect(words.first == "/usr/local/bin/tartan-agent")
        let command = try #require(words.dropFirst().first)
        let process = Process()
        process.executableURL = URL(filePath: try Node.agent())
        process.arguments = [command, "--help"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let help = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let options = words.filter { $0.hasPrefix("--") }
        #expect(!options.isEmpty)
        for option in options { #expect(help.contains("\(option) "), "tartan-agent \(command) has no \(option)") }
    }
}
