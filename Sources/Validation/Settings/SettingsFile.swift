import CNI
package import ExactJSON
import MarkedYAML
import MultiNetwork

/// A project's `.tartan.yaml`: what holds for every validation of its files.
package struct SettingsFile: Sendable, Equatable {
    /// Findings that are not to be told.
    package struct Ignored: Sendable, Equatable {
        package let code: String
        /// Patterns of paths, `*` and `?` within a folder, `**` over folders; nil for all files.
        package let paths: [String]?
        package let reason: String

        package init(code: String, paths: [String]?, reason: String) {
            self.code = code
            self.paths = paths
            self.reason = reason
        }
    }

    package var settings = ValidationSettings()
    package var isStrict = false
    package var ignored: [Ignored] = []

    package init() {}

    /// Where people put it.
    package static let name = ".tartan.yaml"
    /// The largest that is read.
    package static let limit = 1 << 20

    /// - Throws: the first thing that is wrong, with its place.
    package init(_ bytes: [UInt8]) throws(SettingsFileError) {
        let documents: [MarkedDocument]
        do throws(YAMLError) {
            documents = try MarkedDocument.parse(bytes, limits: MarkedLimits(size: Self.limit))
        } catch {
            throw SettingsFileError(error.reason, at: error.position)
        }
        guard let root = documents.first?.root, !root.isNull else { return }
        if documents.count > 1 { throw SettingsFileError("it has a second document", at: documents[1].root.position) }
        guard let mapping = root.mapping else {
            throw SettingsFileError("it is \(root.kindName), expected a mapping", at: root.position)
        }
        for entry in mapping.entries { try read(entry) }
    }
}

/// Why a settings file can't be used.
package struct SettingsFileError: Error, Equatable, Sendable {
    /// One sentence without a full stop.
    package let reason: String
    package let position: TextPosition

    init(_ reason: String, at position: TextPosition) {
        self.reason = reason
        self.position = position
    }
}

extension SettingsFile {
    private static let keys = [
        "strict", "ignore", "clusterRanges", "defaultNamespace", "multusNamespace", "globalNamespaces",
    ]

    private mutating func read(_ entry: MarkedMapping.Entry) throws(SettingsFileError) {
        let value = entry.value
        switch entry.key {
        case "strict": isStrict = try Self.boolean(value, entry.key)
        case "ignore": ignored = try Self.list(value, entry.key).map(Self.ignored)
        case "clusterRanges": settings.clusterRanges = try Self.list(value, entry.key).map(Self.range)
        case "defaultNamespace": settings.defaultNamespace = try Self.namespace(value, entry.key)
        case "multusNamespace": settings.multusNamespace = try Self.namespace(value, entry.key)
        case "globalNamespaces":
            settings.globalNamespaces = try Self.list(value, entry.key).map { node throws(SettingsFileError) in
                try Self.namespace(node, entry.key)
            }
        default:
            throw SettingsFileError(
                "there is no key \"\(entry.key)\"; there are \(Self.keys.joined(separator: ", "))",
                at: entry.keyNode.position)
        }
    }

    /// A code alone, or an object with `code`, `paths` and `reason`.
    private static func ignored(_ node: MarkedNode) throws(SettingsFileError) -> Ignored {
        if node.scalar != nil { return Ignored(code: try code(node), paths: nil, reason: "") }
        guard let mapping = node.mapping else {
            throw SettingsFileError("it is \(node.kindName), expected a code or a mapping", at: node.position)
        }
        for entry in mapping.entries where !["code", "paths", "reason"].contains(entry.key) {
            throw SettingsFileError(
                "there is no key \"\(entry.key)\"; there are code, paths, reason", at: entry.keyNode.position)
        }
        guard let code = mapping["code"] else { throw SettingsFileError("\"code\" is missing", at: node.position) }
        return Ignored(
            code: try self.code(code),
            paths: try mapping["paths"].map { node throws(SettingsFileError) in
                try texts(node, "paths")
            },
            reason: try mapping["reason"].map { node throws(SettingsFileError) in try text(node, "reason") } ?? "")
    }

    private static func code(_ node: MarkedNode) throws(SettingsFileError) -> String {
        let code = try text(node, "a code")
        guard Suppression.isKnown(code) else {
            throw SettingsFileError("there is no finding \"\(code)\"", at: node.position)
        }
        return code
    }

    private static func range(_ node: MarkedNode) throws(SettingsFileError) -> IPNetwork {
        let text = try text(node, "clusterRanges")
        guard let range = IPNetwork(text) else {
            throw SettingsFileError("\"\(text.cutForMessage)\" is no range such as 10.244.0.0/16", at: node.position)
        }
        return range
    }

    private static func namespace(_ node: MarkedNode, _ key: String) throws(SettingsFileError) -> String {
        let text = try text(node, key)
        do throws(InvalidName) { try KubernetesName.validateNamespace(text) } catch {
            throw SettingsFileError("the namespace \(error)", at: node.position)
        }
        return text
    }

    private static func boolean(_ node: MarkedNode, _ key: String) throws(SettingsFileError) -> Bool {
        guard case .bool(let value)? = node.scalar?.meaning else {
            throw SettingsFileError("\(key) is \(node.kindName), expected true or false", at: node.position)
        }
        return value
    }

    private static func text(_ node: MarkedNode, _ key: String) throws(SettingsFileError) -> String {
        guard let text = node.string, !text.isEmpty else {
            throw SettingsFileError("\(key) is \(node.kindName), expected a text", at: node.position)
        }
        return text
    }

    private static func texts(_ node: MarkedNode, _ key: String) throws(SettingsFileError) -> [String] {
        var texts: [String] = []
        for element in try list(node, key) { texts.append(try text(element, key)) }
        return texts
    }

    private static func list(_ node: MarkedNode, _ key: String) throws(SettingsFileError) -> [MarkedNode] {
        guard let list = node.sequence else {
            throw SettingsFileError("\(key) is \(node.kindName), expected a list", at: node.position)
        }
        return list
    }
}
