import ExactJSON
import Findings
import Foundation
import PluginCatalogue

@testable import tartanctl

/// The schemas as `tartanctl schema` prints them, and the repository's samples.
enum SchemaFixture {
    static let repository = URL(fileURLWithPath: ShellFixture.repository)

    static let schemas: [Schema.Subject: JSONValue] = [
        .configuration: ConfigurationSchema(.standard).json, .definition: DefinitionSchema.json,
        .settings: SettingsSchema.json,
    ]

    static func validator(_ subject: Schema.Subject) -> SchemaValidator {
        SchemaValidator(schema: schemas[subject] ?? .null)
    }

    /// Everything that is wrong with the instances of some files, one list for each file.
    static func refusals(in files: [Sample.File]) throws -> [[SchemaValidator.Refusal]] {
        var found = files.map { _ in [SchemaValidator.Refusal]() }
        let instances = files.map(SchemaInstance.all)
        for subject in Schema.Subject.allCases {
            let chosen = instances.enumerated().flatMap { place, instances in
                instances.filter { $0.subject == subject }.map { (place, $0.value) }
            }
            for (place, refusals) in zip(chosen.map(\.0), try validator(subject).refusals(of: chosen.map(\.1))) {
                found[place] += refusals
            }
        }
        return found
    }

    /// All files below a folder of the repository, with their paths below it.
    static func files(below name: String) throws -> [(path: String, file: Sample.File)] {
        let root = repository.appendingPathComponent(name)
        return try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted().compactMap { path in
            let url = root.appendingPathComponent(path)
            var isFolder: ObjCBool = false
            guard unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue,
                let text = try? String(contentsOf: url, encoding: .utf8)
            else { return nil }
            return (path, Sample.File(url.lastPathComponent, text))
        }
    }
}
