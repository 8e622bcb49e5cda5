import CNI
import ExactJSON
import MultiNetwork
import TartanStore

/// What must be right about a NetworkAttachmentDefinition before it is stored: the configuration is JSON and CNI's.
struct DefinitionCheck {
    private let node: ManifestNode
    private let object: ManifestObject

    init(_ node: ManifestNode, _ object: ManifestObject) {
        self.node = node
        self.object = object
    }

    func check(_ definition: NetworkAttachmentDefinition) throws(Failure) {
        guard object.value.bytes.count < Limits.definition else {
            throw node.failure("tooLarge", "\(object.title) is larger than \(Limits.definition) bytes")
        }
        guard let config = definition.config else { return }
        do throws(ConfigurationError) {
            _ = try NetworkConfiguration(text: Array(config.utf8), limit: Limits.definition)
        } catch {
            throw failure(error, config)
        }
    }

    private func failure(_ error: ConfigurationError, _ config: String) -> Failure {
        let owner = node.deepest(["spec", "config"])
        if case .syntax(let syntax) = error {
            return Failure(
                .couldNotRun, code: "badConfiguration", "\(object.title): spec.config is not JSON: \(syntax.reason)",
                at: owner.place(inside: syntax.offset))
        }
        let value = try? JSONParser.parse(config, limit: Limits.definition)
        let offset = value.flatMap { ConfigurationPath(error, $0).offset(in: $0) } ?? 0
        return Failure(
            .couldNotRun, code: "badConfiguration", "\(object.title): spec.config: \(error)",
            at: owner.place(inside: offset))
    }
}

/// Where in a configuration an error is, as keys and indexes.
private struct ConfigurationPath {
    private var steps: [Substring]

    init(_ error: ConfigurationError, _ value: JSONValue) {
        let path =
            switch error {
            case .wrongType(let key, _, _), .unknownVersion(_, let key): key
            case .missingType(let place): place
            case .invalidType(let type, _): Self.path(ofType: type, in: value)
            case .invalidCapability(let name, let place, _, _): "\(place).capabilities.\(name)"
            case .missingName, .invalidName: "name"
            case .emptyPlugins: "plugins"
            case .onlyInlinedButNone: "loadOnlyInlinedPlugins"
            case .syntax, .notAnObject, .noPlugins: ""
            }
        steps = path.split { $0 == "." || $0 == "[" || $0 == "]" }.filter { $0 != "the configuration" }
    }

    /// The offset of the value that the path leads to, or of the last one on the way that is there.
    func offset(in value: JSONValue) -> Int? {
        var value = value
        for step in steps {
            if let index = Int(step), let list = value.array, list.indices.contains(index) {
                value = list[index]
            } else if let next = value[String(step)] {
                value = next
            } else {
                break
            }
        }
        return value.offset
    }

    /// The error has shortened what it quotes.
    private static func path(ofType type: String, in value: JSONValue) -> String {
        let start = type.hasSuffix("…") ? String(type.dropLast()) : type
        let index = value["plugins"]?.array?.firstIndex { $0["type"]?.string?.hasPrefix(start) == true }
        return index.map { "plugins[\($0)].type" } ?? "type"
    }
}
