import ExactJSON
import Findings
import Foundation
import MarkedYAML

@testable import tartanctl

/// A value of a file that one of the schemas is for.
struct SchemaInstance {
    let subject: Schema.Subject
    let value: JSONValue

    /// What a file has for schemas: itself, the definitions in it and the configurations in these. A file with a syntax
    /// error has nothing, nor have other kinds of objects.
    static func all(in file: Sample.File) -> [SchemaInstance] {
        if file.name == ".tartan.yaml" {
            return documents(file).map { SchemaInstance(subject: .settings, value: $0) }
        }
        if file.name.hasSuffix(".conf") || file.name.hasSuffix(".conflist") {
            return (try? JSONParser.parse(file.bytes, limit: 1 << 24)).map { value in
                value.object == nil ? [] : [SchemaInstance(subject: .configuration, value: value)]
            } ?? []
        }
        guard [".yaml", ".yml", ".json"].contains(where: file.name.hasSuffix) else { return [] }
        return documents(file).flatMap { all(of: $0) }
    }

    private static func documents(_ file: Sample.File) -> [JSONValue] {
        ((try? MarkedDocument.parse(file.bytes)) ?? []).compactMap { try? $0.root.json() }
    }

    private static func all(of object: JSONValue) -> [SchemaInstance] {
        if object["kind"]?.string?.hasSuffix("List") == true {
            return (object["items"]?.array ?? []).flatMap { all(of: $0) }
        }
        guard object["kind"] == "NetworkAttachmentDefinition" else { return [] }
        let definition = SchemaInstance(subject: .definition, value: object)
        guard let text = object["spec"]?["config"]?.string,
            var configuration = try? JSONParser.parse(text, limit: 1 << 24).object
        else { return [definition] }
        // A definition's name is that of its configuration.
        if configuration["name"] == nil { configuration["name"] = object["metadata"]?["name"] ?? "network" }
        return [definition, SchemaInstance(subject: .configuration, value: .object(configuration))]
    }
}
