import AgentTestSupport
import Foundation
import Testing

/// Debian's, as scripts/agent fetches it.
private enum Promtool {
    static let path = ProcessInfo.processInfo.environment["TARTAN_PROMTOOL"].flatMap {
        FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil
    }
}

@Suite("samples/monitoring is what Prometheus takes")
struct MonitoringSampleTests {
    private func promtool(_ arguments: String...) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Promtool.path))
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: "\(Repository.root)/samples/monitoring")
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test(
        "promtool finds nothing wrong with the rules",
        .enabled(if: Promtool.path != nil, "scripts/agent fetches promtool"))
    func rules() throws {
        let checked = try promtool("check", "rules", "alerts.yaml")
        #expect(checked.status == 0, "\(checked.text)")
    }

    @Test("each rule fires at what it is for", .enabled(if: Promtool.path != nil, "scripts/agent fetches promtool"))
    func alerts() throws {
        let tested = try promtool("test", "rules", "alerts.test.yaml")
        #expect(tested.status == 0, "\(tested.text)")
    }

    @Test("the commands and files that monitoring/README.md names are there")
    func readme() throws {
        let text = try Repository.text("samples/monitoring/README.md")
        for path in ["monitoring/alerts.yaml", "monitoring/alerts.test.yaml", "monitoring/dashboard.json"] {
            #expect(text.contains(path.dropFirst("monitoring/".count)))
            #expect(!(try Repository.text("samples/" + path)).isEmpty)
        }
        #expect(
            text.contains("promtool check rules alerts.yaml") && text.contains("promtool test rules alerts.test.yaml"))
    }
}
