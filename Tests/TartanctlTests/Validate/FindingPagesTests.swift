import Findings
import Foundation
import TestKit
import Testing

@testable import tartanctl

/// docs/findings is made from the catalogue. `TARTAN_WRITE_FINDINGS=1` writes it anew.
@Suite struct FindingPagesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs/findings")

    private static func pages() throws -> [String: String] {
        var pages = Dictionary(
            FindingCatalogue.all.map { ("\($0.code).md", FindingPage($0).markdown) },
            uniquingKeysWith: { first, _ in first })
        pages["README.md"] = FindingIndex.markdown
        pages["mistakes.md"] = try MistakePage.markdown()
        return pages
    }

    @Test("docs/findings has a page for each code, as the catalogue says it, one of mistakes, and no other")
    func pages() throws {
        let pages = try Self.pages()
        if ProcessInfo.processInfo.environment["TARTAN_WRITE_FINDINGS"] == "1" {
            for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path) {
                try FileManager.default.removeItem(at: Self.folder.appendingPathComponent(name))
            }
            for (name, text) in pages { try Data(text.utf8).write(to: Self.folder.appendingPathComponent(name)) }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(names == pages.keys.sorted())
        for name in names {
            let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
            #expect(
                text == pages[name],
                "docs/findings/\(name) is out of date: TARTAN_WRITE_FINDINGS=1 make test FILTER=FindingPages")
        }
    }
}
