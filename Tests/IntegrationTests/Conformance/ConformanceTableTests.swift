import Foundation
import TartanTestSupport
import Testing

/// docs/conformance.md and the tests that are called after its rows know the same.
@Suite struct ConformanceTableTests {
    private struct Row {
        let number: Int
        /// What Tartan does.
        let words: String
        let tests: [String]
    }

    private static func rows() throws -> [Row] {
        let text = try #require(TestFile.textIfThere(Executables.packageFolder + "/docs/conformance.md"))
        return try text.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2).map { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(cells.count >= 4, "\(line)")
            let number = try #require(Int(cells[0]), "\(line)")
            // Names are between back quotes.
            let parts = (cells.count > 4 ? cells[4] : "").components(separatedBy: "`")
            let tests = parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
            return Row(number: number, words: cells[3], tests: tests)
        }
    }

    /// The functions `rowNN…` of this target, as `swift test list` prints them.
    private static func written() throws -> [String] {
        let folder = Executables.packageFolder + "/Tests/IntegrationTests"
        let files = try #require(FileManager.default.subpaths(atPath: folder)).filter { $0.hasSuffix(".swift") }
        return files.flatMap { file -> [String] in
            // A file has one suite and its name.
            let suite = String((file as NSString).lastPathComponent.dropLast(6))
            let text = TestFile.textIfThere("\(folder)/\(file)") ?? ""
            guard text.contains("struct \(suite) ") else { return [] }
            return text.components(separatedBy: "    func row").dropFirst().filter { $0.first?.isNumber == true }.map {
                rest in
                let signature = rest.prefix { $0 != ")" }.split(separator: "(", maxSplits: 1)
                let parameters = signature.count > 1 ? signature[1].split(separator: ",") : []
                let labels = parameters.map { parameter in
                    parameter.prefix { $0 != ":" }.trimmingCharacters(in: .whitespacesAndNewlines) + ":"
                }
                return "IntegrationTests.\(suite)/row\(signature[0])(\(labels.joined()))"
            }
        }
    }

    /// The number in `…/row07NamesMayDiffer()`.
    private static func number(_ test: String) -> Int? {
        test.components(separatedBy: "/row").last.flatMap { Int($0.prefix { $0.isNumber }) }
    }

    @Test("it has the 50 rows of the checklist in order, each with a test or with what it doesn't bind")
    func rows() throws {
        let rows = try Self.rows()
        #expect(rows.map(\.number) == Array(1...50))
        for row in rows { #expect(!row.tests.isEmpty || row.words.contains("not bind"), "row \(row.number)") }
    }

    @Test("each of its tests is in the sources, in the row of its number, once")
    func tests() throws {
        let written = Set(try Self.written())
        var seen: Set<String> = []
        for row in try Self.rows() {
            for test in row.tests {
                #expect(written.contains(test), "row \(row.number): there is no test \(test)")
                #expect(Self.number(test) == row.number, "row \(row.number) has \(test)")
                #expect(seen.insert(test).inserted, "\(test) is there twice")
            }
        }
        #expect(!seen.isEmpty)
    }

    @Test("each test that is called after a row is in it")
    func complete() throws {
        let listed = Set(try Self.rows().flatMap(\.tests))
        let written = try Self.written()
        #expect(written.filter { !listed.contains($0) } == [])
        #expect(written.count == Set(written).count)
    }
}
