import CNI
import ExactJSON
import Foundation
import MarkedYAML
import TestKit
import Testing

@testable import PluginCatalogue

@Suite struct DataFileTests {
    static let files = EmbeddedFiles.standard.plugins

    @Test(
        "every data file is read without an error, and its head says what the file says", arguments: files.map(\.type))
    func parses(_ type: String) throws {
        let file = try #require(Self.files.first { $0.type == type })
        let shared = try SharedKeys(EmbeddedFiles.standard.shared, named: "_shared.yaml")
        let entry = try EntryReader(file: file.name, shapes: shared.shapes).entry(file.bytes)
        #expect(entry.type == file.type)
        #expect(entry.aliases == file.aliases)
        #expect(PluginCatalogue.standard.entry(type) != nil)
    }

    @Test("every file of the data is in the executable")
    func whole() throws {
        let data = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/PluginCatalogue/Data")
        let names = try FileManager.default.contentsOfDirectory(atPath: data.path).filter { !$0.hasPrefix("_") }
        #expect(Set(names) == Set(Self.files.map(\.name)))
    }
}
