import ExactJSON
import Findings
import PluginCatalogue
import Testing

@testable import tartanctl

/// The schemas held against all that `validate` is tried on: they refuse what it finds, as far as a schema can know it.
@Suite(.enabled(if: SchemaValidator.isThere)) struct SchemaSampleTests {
    @Test("each schema is one of its draft, and every reference leads somewhere", arguments: Schema.Subject.allCases)
    func whole(_ subject: Schema.Subject) throws {
        let schema = try #require(SchemaFixture.schemas[subject])
        let refusals = try SchemaFixture.validator(subject).refusals(of: "no object")
        #expect(!refusals.isEmpty && refusals.allSatisfy { $0.keyword == "type" && $0.path == "" }, "\(refusals)")
        for reference in Self.references(in: schema) {
            let name = reference.dropFirst("#/definitions/".count)
            #expect(
                reference.hasPrefix("#/definitions/") && schema["definitions"]?[String(name)] != nil, "\(reference)")
        }
    }

    private static func references(in value: JSONValue) -> [String] {
        let own = value["$ref"]?.string.map { [$0] } ?? []
        let inner = value.object?.members.map(\.value) ?? value.array ?? []
        return own + inner.flatMap { references(in: $0) }
    }

    @Test("the samples, what projects document and install, and the good example of each finding are accepted")
    func accepted() throws {
        let files =
            try ["samples", "Tests/ValidationTests/Valid"].flatMap { try SchemaFixture.files(below: $0) }
            // Of other programs' files nothing is said.
            .filter { !$0.path.hasPrefix("foreign/") }
            + FindingCatalogue.all.flatMap { kind in kind.good.files.map { (kind.code, $0) } }
        let marked = files.map { $0.file.text.contains("⟦") }
        let refusals = try SchemaFixture.refusals(in: files.map(\.file))
        for (place, (path, _)) in files.enumerated() where !marked[place] {
            #expect(refusals[place].isEmpty, "\(path): \(refusals[place])")
        }
        #expect(files.flatMap { SchemaInstance.all(in: $0.file) }.count > 600)
    }

    /// Findings that are about what a schema can know: objects, keys, types, numbers, choices, lengths.
    private static let reached: Set<String> = [
        // Of a configuration as such
        "TN1103", "TN1104", "TN1105", "TN1106", "TN1107", "TN1113", "TN1117", "TN1120", "TN1121", "TN1125", "TN1126",
        "TN1127",
        // Of an object
        "TN1009", "TN1302", "TN1303", "TN1304", "TN1305", "TN1307", "TN1308", "TN1313", "TN1314", "TN1315", "TN1316",
        "TN1317", "TN1318", "TN1319",
        // Of a plugin's keys
        "TN2004", "TN2005", "TN2006", "TN2010", "TN2011", "TN2012", "TN2013", "TN2015", "TN2016", "TN2017", "TN2019",
        "TN2014", "TN2022", "TN6021",
        // Of letters in keys, of values that are none, and of what is where a text should be
        "TN1007", "TN1041", "TN1122",
    ]

    /// Of these there are findings that no schema can know, too.
    private static let alwaysRefused: Set<String> = [
        "TN1103", "TN1104", "TN1105", "TN1106", "TN1107", "TN1302", "TN1303", "TN1304", "TN1314", "TN1315",
        "TN2004", "TN2010", "TN2011", "TN2012", "TN2013", "TN2019",
    ]

    /// To a schema 1.0 is an integer.
    private static let beyond: Set<String> = ["TN2010/fraction.yaml"]

    @Test("samples of findings that a schema can know are refused, and none of the others")
    func samples() throws {
        let files = try SchemaFixture.files(below: "Tests/ValidationTests/Samples")
        let refusals = try SchemaFixture.refusals(in: files.map(\.file))
        for (place, (path, file)) in files.enumerated() where !SchemaInstance.all(in: file).isEmpty {
            let codes = Self.codes(marked: file.text, else: String(path.prefix(6)))
            if codes.isDisjoint(with: Self.reached) {
                #expect(refusals[place].isEmpty, "\(path): \(refusals[place])")
            } else if !codes.isDisjoint(with: Self.alwaysRefused), !Self.beyond.contains(path) {
                #expect(!refusals[place].isEmpty, "\(path): \(codes)")
            }
        }
    }

    /// The findings that are marked in a sample.
    private static func codes(marked text: String, else own: String) -> Set<String> {
        Set(text.split(separator: "⟦").dropFirst().map { $0.starts(with: /TN\d{4}:/) ? String($0.prefix(6)) : own })
    }
}
