import Foundation
import TartanTestSupport
import Testing

/// docs/comparison.md and the sources know the same tests.
@Suite struct ComparisonTableTests {
    private struct Row {
        let number: Int
        let verdict: String
        let tests: [String]
    }

    private static func rows() throws -> [Row] {
        let text = try #require(TestFile.textIfThere(Executables.packageFolder + "/docs/comparison.md"))
        return text.split(separator: "\n").compactMap { line in
            let cells = line.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 8, let number = Int(cells[1]) else { return nil }
            let parts = cells[6].components(separatedBy: "`")
            return Row(
                number: number, verdict: cells[4], tests: parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] })
        }
    }

    /// The file of a test's suite and the beginning of its function, from `Target.Suite/function(labels:)`.
    private static func source(_ test: String) -> (file: String, function: String)? {
        let parts = test.components(separatedBy: "/")
        let names = parts[0].components(separatedBy: ".")
        guard parts.count == 2, names.count == 2, let open = parts[1].firstIndex(of: "(") else { return nil }
        let folder = Executables.packageFolder + "/Tests/" + names[0]
        let files = FileManager.default.subpaths(atPath: folder) ?? []
        guard let file = files.first(where: { ($0 as NSString).lastPathComponent == names[1] + ".swift" }) else {
            return nil
        }
        let labels = parts[1][open...].dropFirst().split(separator: ":").first.map(String.init) ?? ""
        return ("\(folder)/\(file)", "func \(parts[1][..<open])(" + (labels == ")" ? ")" : labels))
    }

    @Test("it has the 45 pains in order, each with a verdict; what is prevented or partly so names a test")
    func rows() throws {
        let rows = try Self.rows()
        #expect(rows.map(\.number) == Array(1...45))
        for row in rows {
            #expect(
                ["prevented", "partly", "not yet", "out of scope"].contains(row.verdict),
                "row \(row.number): \(row.verdict)")
            let isHeld = ["prevented", "partly"].contains(row.verdict)
            #expect(isHeld == !row.tests.isEmpty, "row \(row.number)")
        }
    }

    @Test("each of its tests exists, and names the pain that it prevents")
    func tests() throws {
        for row in try Self.rows() {
            for test in row.tests {
                let source = try #require(Self.source(test), "row \(row.number): there is no suite of \(test)")
                let text = try #require(TestFile.textIfThere(source.file))
                #expect(text.contains(source.function), "row \(row.number): there is no test \(test)")
                #expect(text.contains("/// Pain \(row.number):") || text.contains(". Pain \(row.number):"), "\(test)")
            }
        }
    }
}
