import ExactJSON
import Foundation
import TestKit

/// A JSON Schema as Debian's python3-jsonschema takes it: what a schema means is not for Tartan to say.
struct SchemaValidator {
    /// One thing that is wrong with an instance.
    struct Refusal: Hashable, CustomStringConvertible {
        /// Where, as a JSON pointer: `/plugins/0/mtu`, empty for the whole.
        let path: String
        /// The keyword that refuses it: `type`, `required`, …
        let keyword: String
        let message: String

        var description: String { "\(path) \(keyword): \(message)" }
    }

    /// The schema itself is none of its draft, or the program failed.
    struct Unusable: Error {
        let reason: String
    }

    let schema: JSONValue

    static let isThere = FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/jsonschema")

    func refusals(of instance: JSONValue) throws -> [Refusal] {
        try refusals(of: [instance]).first ?? []
    }

    /// For each instance what is wrong with it. The schema is held against its own draft first.
    func refusals(of instances: [JSONValue]) throws -> [[Refusal]] {
        let folder = try TemporaryFolder()
        let input: JSONValue = ["schema": schema, "instances": .array(instances)]
        try folder.write("input.json", input.text)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-I", "-c", Self.program, folder.path]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let reason = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Unusable(reason: reason) }
        let output = try JSONParser.parse(
            Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/output.json"))), limit: 1 << 26)
        return (output.array ?? []).map { refusals in
            (refusals.array ?? []).map { refusal in
                Refusal(
                    path: refusal["path"]?.string ?? "", keyword: refusal["keyword"]?.string ?? "",
                    message: refusal["message"]?.string ?? "")
            }
        }
    }

    /// Reads input.json of a folder and writes output.json.
    private static let program = """
        import json, sys
        from jsonschema import validators

        with open(sys.argv[1] + "/input.json") as file:
            given = json.load(file)
        kind = validators.validator_for(given["schema"])
        kind.check_schema(given["schema"])
        validator = kind(given["schema"])

        def told(error):
            path = "".join("/" + str(step) for step in error.absolute_path)
            return {"path": path, "keyword": error.validator, "message": error.message[:300]}

        answer = [[told(error) for error in validator.iter_errors(one)] for one in given["instances"]]
        with open(sys.argv[1] + "/output.json", "w") as file:
            json.dump(answer, file)
        """
}
