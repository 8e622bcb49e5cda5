import CNI
import ExactJSON
import MarkedYAML
import Wording

/// The members of a mapping in a text that describes a node.
struct NodeFields {
    let node: MarkedNode
    private let mapping: MarkedMapping
    private let name: String

    /// - Parameters:
    ///   - name: as the beginning of a sentence.
    ///   - keys: the only ones that may be there.
    init(_ node: MarkedNode, _ name: String, keys: [String]) throws(NodeFactsError) {
        guard let mapping = node.mapping else {
            throw NodeFactsError("\(name) is \(node.kindName), expected a mapping", at: node.position)
        }
        for entry in mapping.entries where !keys.contains(entry.key) {
            let near = Spelling.closest(to: entry.key, in: keys).map { "did you mean \"\($0)\"?" }
            throw NodeFactsError(
                "\(name) has no key \"\(entry.key.cutForMessage)\"; \(near ?? "there are \(keys.joined(separator: ", "))")",
                at: entry.keyNode.position)
        }
        self.node = node
        self.mapping = mapping
        self.name = name
    }

    subscript(_ key: String) -> MarkedNode? {
        guard let value = mapping[key], !value.isNull else { return nil }
        return value
    }

    func text(_ key: String) throws(NodeFactsError) -> String? {
        guard let node = self[key] else { return nil }
        return try Self.text(node, key)
    }

    func texts(_ key: String) throws(NodeFactsError) -> [String]? {
        guard let node = self[key] else { return nil }
        return try Self.texts(node, key)
    }

    func boolean(_ key: String) throws(NodeFactsError) -> Bool? {
        guard let node = self[key] else { return nil }
        guard case .bool(let value)? = node.scalar?.meaning else {
            throw NodeFactsError("\"\(key)\" is \(node.kindName), expected true or false", at: node.position)
        }
        return value
    }

    func integer(_ key: String) throws(NodeFactsError) -> Int? {
        guard let node = self[key] else { return nil }
        guard case .integer(let spelling)? = node.scalar?.meaning, let value = Int(spelling), value >= 0 else {
            throw NodeFactsError("\"\(key)\" is \(node.kindName), expected a number from 0", at: node.position)
        }
        return value
    }

    func entries(_ key: String) throws(NodeFactsError) -> [MarkedMapping.Entry]? {
        guard let node = self[key] else { return nil }
        guard let mapping = node.mapping else {
            throw NodeFactsError("\"\(key)\" is \(node.kindName), expected a mapping", at: node.position)
        }
        return mapping.entries
    }

    /// A number without quotation marks is a text, too, where a text is expected: `6.1`.
    static func text(_ node: MarkedNode, _ key: String) throws(NodeFactsError) -> String {
        guard let scalar = node.scalar, scalar.meaning != .null, !scalar.text.isEmpty else {
            throw NodeFactsError("\"\(key)\" is \(node.kindName), expected a text", at: node.position)
        }
        return scalar.text
    }

    static func texts(_ node: MarkedNode, _ key: String) throws(NodeFactsError) -> [String] {
        guard let nodes = node.sequence else {
            throw NodeFactsError("\"\(key)\" is \(node.kindName), expected a list", at: node.position)
        }
        var texts: [String] = []
        for node in nodes { texts.append(try text(node, key)) }
        return texts
    }
}
