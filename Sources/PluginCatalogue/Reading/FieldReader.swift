import ExactJSON
import MarkedYAML
import Wording

/// Reads the fields of one mapping of a catalogue file, and finds those that nobody asked for.
struct FieldReader {
    let file: String
    let node: MarkedNode
    private let mapping: MarkedMapping
    private var asked: [String] = []

    init(_ node: MarkedNode, in file: String, _ what: String) throws(CatalogueError) {
        guard let mapping = node.mapping else {
            throw CatalogueError(file, node.position, "\(what) must be a mapping, and here is \(node.kindName)")
        }
        self.file = file
        self.node = node
        self.mapping = mapping
    }

    /// A field's node; null is as if it weren't there.
    mutating func node(_ name: String) -> MarkedNode? {
        asked.append(name)
        return mapping[name].flatMap { $0.isNull ? nil : $0 }
    }

    mutating func string(_ name: String) throws(CatalogueError) -> String? {
        try node(name).map { node throws(CatalogueError) in try text(node, name) }
    }

    mutating func requiredString(_ name: String) throws(CatalogueError) -> String {
        if let value = try string(name) { return value }
        throw missing(name)
    }

    mutating func strings(_ name: String) throws(CatalogueError) -> [String] {
        var texts: [String] = []
        for node in try nodes(name) { texts.append(try text(node, name)) }
        return texts
    }

    mutating func nodes(_ name: String) throws(CatalogueError) -> [MarkedNode] {
        guard let node = node(name) else { return [] }
        guard let nodes = node.sequence else { throw wrong(node, name, "a list") }
        return nodes
    }

    mutating func entries(_ name: String) throws(CatalogueError) -> [MarkedMapping.Entry] {
        guard let node = node(name) else { return [] }
        guard let mapping = node.mapping else { throw wrong(node, name, "a mapping") }
        return mapping.entries
    }

    mutating func boolean(_ name: String) throws(CatalogueError) -> Bool? {
        guard let node = node(name) else { return nil }
        guard case .bool(let value) = node.scalar?.meaning else { throw wrong(node, name, "true or false") }
        return value
    }

    mutating func integer(_ name: String) throws(CatalogueError) -> Int? {
        guard let node = node(name) else { return nil }
        guard case .integer(let spelling) = node.scalar?.meaning, let value = Int(spelling) else {
            throw wrong(node, name, "an integer")
        }
        return value
    }

    mutating func json(_ name: String) throws(CatalogueError) -> JSONValue? {
        asked.append(name)
        return try mapping[name].map { node throws(CatalogueError) in try value(node) }
    }

    mutating func choice<Choice>(_ name: String) throws(CatalogueError) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        try node(name).map { node throws(CatalogueError) in try choice(node, name) }
    }

    mutating func choices<Choice>(_ name: String) throws(CatalogueError) -> [Choice]
    where Choice: RawRepresentable<String> & CaseIterable {
        var choices: [Choice] = []
        for node in try nodes(name) { choices.append(try choice(node, name)) }
        return choices
    }

    /// To be called after the last field.
    func finish() throws(CatalogueError) {
        for entry in mapping.entries where !asked.contains(entry.key) {
            let near = Spelling.closest(to: entry.key, in: asked).map { "; did you mean \"\($0)\"?" } ?? ""
            throw CatalogueError(file, entry.keyNode.position, "there is no field \"\(entry.key)\" here\(near)")
        }
    }
}

// Single values, and what is wrong with them
extension FieldReader {
    func text(_ node: MarkedNode, _ name: String) throws(CatalogueError) -> String {
        guard let text = node.string, !text.isEmpty else { throw wrong(node, name, "a text") }
        return text
    }

    func value(_ node: MarkedNode) throws(CatalogueError) -> JSONValue {
        do throws(YAMLError) {
            return try node.json()
        } catch {
            throw CatalogueError(file, error.position, error.reason)
        }
    }

    func choice<Choice>(_ node: MarkedNode, _ name: String) throws(CatalogueError) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        let text = try text(node, name)
        if let choice = Choice(rawValue: text) { return choice }
        let all = Choice.allCases.map(\.rawValue)
        let near = Spelling.closest(to: text, in: all).map { "; did you mean \"\($0)\"?" } ?? ""
        let reason = "\"\(name)\" can't be \"\(text)\", it is one of: \(all.joined(separator: ", "))\(near)"
        throw CatalogueError(file, node.position, reason)
    }

    func wrong(_ node: MarkedNode, _ name: String, _ expected: String) -> CatalogueError {
        let found = node.string == "" ? "an empty text" : node.kindName
        return CatalogueError(file, node.position, "\"\(name)\" must be \(expected), and here is \(found)")
    }

    func missing(_ name: String) -> CatalogueError {
        CatalogueError(file, node.position, "the field \"\(name)\" is missing")
    }
}
