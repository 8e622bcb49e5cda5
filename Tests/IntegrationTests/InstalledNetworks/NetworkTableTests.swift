import Foundation
import TartanTestSupport
import Testing

/// docs/networks.md and the sources know the same tests.
@Suite struct NetworkTableTests {
    private static func text() throws -> String {
        try #require(TestFile.textIfThere(Executables.packageFolder + "/docs/networks.md"))
    }

    @Test("its table has a row for each network in each role, and a test or a reason in each cell")
    func rows() throws {
        let rows = try Self.text().split(separator: "\n").map {
            $0.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { $0.count == 10 && ["cluster", "secondary", "chain"].contains($0[2]) }
        #expect(rows.count == 15)
        for network in ["Flannel", "Calico", "Canal", "Weave Net", "Cilium"] {
            #expect(rows.filter { $0[1] == network }.map { $0[2] } == ["cluster", "secondary", "chain"])
        }
        for row in rows {
            for cell in row[3...8] { #expect(!cell.isEmpty, "\(row[1]), \(row[2])") }
        }
    }

    @Test("each of its tests exists")
    func tests() throws {
        let folder = Executables.packageFolder + "/Tests/IntegrationTests/InstalledNetworks"
        let sources = TestFile.names(in: folder).compactMap { TestFile.textIfThere("\(folder)/\($0)") }
        let parts = try Self.text().components(separatedBy: "`")
        let names = parts.indices.filter { $0 % 2 == 1 && parts[$0].contains("Tests.") }.map { parts[$0] }
        #expect(names.count >= 90)
        for name in Set(names) {
            let words = name.components(separatedBy: ".")
            let isThere = sources.contains {
                $0.contains("struct \(words[0]) ") && $0.contains("func \(words.last ?? "")(")
            }
            #expect(isThere, "there is no test \(name)")
        }
    }
}
