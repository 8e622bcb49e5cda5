import ExactJSON
import MarkedYAML
import Wording

/// Reads what is said of keys.
struct KeyReader {
    let file: String
    let shapes: SharedKeys.Shapes
    /// Shapes that are being read, to find one that contains itself.
    var open: [String] = []

    func set(
        _ entries: [MarkedMapping.Entry], rules: [KeyRule] = []
    ) throws(CatalogueError) -> KeySet {
        var keys: [KeySpec] = []
        for entry in entries { keys.append(try key(entry.value, named: entry.key)) }
        return KeySet(keys, rules: rules)
    }

    func key(_ node: MarkedNode, named name: String) throws(CatalogueError) -> KeySpec {
        var parts = KeySpec.Parts()
        parts.name = name
        try read(node, into: &parts)
        if parts.description.isEmpty {
            throw CatalogueError(file, node.position, "\"\(name)\" has no \"description\"")
        }
        return KeySpec(parts)
    }

    /// The members of an object that is described as a shape.
    func members(ofShape node: MarkedNode) throws(CatalogueError) -> KeySet {
        var parts = KeySpec.Parts()
        try read(shape: node, into: &parts)
        return parts.members ?? .empty
    }

    private func read(_ node: MarkedNode, into parts: inout KeySpec.Parts) throws(CatalogueError) {
        var fields = try FieldReader(node, in: file, "what is said of \"\(parts.name)\"")
        if let shape = fields.node("shape") { try read(shape: shape, into: &parts) }
        parts.description = try fields.string("description") ?? parts.description
        try readValue(&fields, into: &parts)
        try readAbsence(&fields, into: &parts)
        try readStanding(&fields, into: &parts)
        try readInside(&fields, into: &parts)
        try fields.finish()
    }

    /// A shape is read first; fields beside it come on top.
    private func read(shape node: MarkedNode, into parts: inout KeySpec.Parts) throws(CatalogueError) {
        guard let name = node.string, !name.isEmpty else {
            throw CatalogueError(file, node.position, "a shape's name must be a text, and here is \(node.kindName)")
        }
        guard let shape = shapes.nodes[name] else {
            let near = Spelling.closest(to: name, in: shapes.nodes.keys.sorted()).map { "; did you mean \"\($0)\"?" }
            throw CatalogueError(file, node.position, "there is no shape \"\(name)\"\(near ?? "")")
        }
        if open.contains(name) { throw CatalogueError(file, node.position, "the shape \"\(name)\" contains itself") }
        try KeyReader(file: shapes.file, shapes: shapes, open: open + [name]).read(shape, into: &parts)
    }
}

extension KeyReader {
    private func readValue(_ fields: inout FieldReader, into parts: inout KeySpec.Parts) throws(CatalogueError) {
        if let node = fields.node("type") {
            parts.types = []
            for node in node.sequence ?? [node] where node.string != "any" {
                parts.types.append(try fields.choice(node, "type"))
            }
        }
        parts.format = try fields.choice("format") ?? parts.format
        parts.meaning = try fields.choice("meaning") ?? parts.meaning
        if let node = fields.node("values") {
            guard let nodes = node.sequence else { throw fields.wrong(node, "values", "a list") }
            parts.values = []
            for node in nodes { parts.values.append(try fields.value(node)) }
        }
        let words = try fields.strings("words")
        if !words.isEmpty { parts.words = words }
        parts.foldsCase = try fields.boolean("foldsCase") ?? parts.foldsCase
        parts.minimum = try fields.integer("minimum") ?? parts.minimum
        parts.maximum = try fields.integer("maximum") ?? parts.maximum
        parts.shortest = try fields.integer("shortest") ?? parts.shortest
        parts.longest = try fields.integer("longest") ?? parts.longest
        parts.unit = try fields.string("unit") ?? parts.unit
    }

    private func readAbsence(_ fields: inout FieldReader, into parts: inout KeySpec.Parts) throws(CatalogueError) {
        parts.defaultValue = try fields.json("default") ?? parts.defaultValue
        parts.otherwise = try fields.string("otherwise") ?? parts.otherwise
        if let required = try fields.boolean("required") { parts.required = required ? .always : .never }
        if let node = fields.node("requiredWhen") {
            parts.required = .when(try ConditionReader(file: file).conditions(node, "requiredWhen"))
        }
        parts.excludes += try fields.strings("excludes")
        parts.requires += try fields.strings("requires")
    }

    private func readStanding(_ fields: inout FieldReader, into parts: inout KeySpec.Parts) throws(CatalogueError) {
        if let node = fields.node("deprecated") {
            var inner = try FieldReader(node, in: file, "\"deprecated\"")
            parts.deprecated = KeySpec.Deprecation(
                instead: try inner.requiredString("instead"), key: try inner.string("key"),
                since: try inner.string("since"))
            try inner.finish()
        }
        parts.ignored = try fields.string("ignored") ?? parts.ignored
        parts.reserved = try fields.string("reserved") ?? parts.reserved
        parts.isSecret = try fields.boolean("secret") ?? parts.isSecret
        parts.since = try fields.string("since") ?? parts.since
    }

    private func readInside(_ fields: inout FieldReader, into parts: inout KeySpec.Parts) throws(CatalogueError) {
        if let node = fields.node("elements") { parts.elements = try inner(node, of: parts, "elements") }
        if let node = fields.node("anyMember") { parts.anyMember = try inner(node, of: parts, "anyMember") }
        let keys = try fields.entries("keys")
        let rules = try ConditionReader(file: file).rules(try fields.nodes("rules"))
        if !keys.isEmpty || !rules.isEmpty {
            let new = try set(keys, rules: rules)
            parts.members = parts.members.map(new.adding) ?? new
        }
        if let node = fields.node("plugin") {
            var inner = try FieldReader(node, in: file, "\"plugin\"")
            guard let role: PluginRole = try inner.choice("role") else { throw inner.missing("role") }
            var words: [String: [String]] = [:]
            for entry in try inner.entries("words") {
                for node in entry.value.sequence ?? [] {
                    words[entry.key, default: []].append(try inner.text(node, entry.key))
                }
            }
            parts.delegate = DelegateSpec(
                role: role, assumed: try inner.string("assumed"), without: try inner.strings("without"), words: words,
                refused: try inner.strings("refused"))
            try inner.finish()
        }
    }

    /// An element has no name of its own and need not be described apart.
    private func inner(
        _ node: MarkedNode, of parts: KeySpec.Parts, _ name: String
    ) throws(CatalogueError) -> KeySpec {
        var inner = KeySpec.Parts()
        inner.name = parts.name
        inner.description = parts.description
        try read(node, into: &inner)
        return KeySpec(inner)
    }
}
