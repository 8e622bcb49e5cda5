import MarkedYAML

/// Data/_shared.yaml: shapes that entries refer to by name, and the keys that the CNI specification gives to everyone.
struct SharedKeys: Sendable {
    /// What `shape: NAME` stands for.
    let shapes: Shapes
    /// Of a list.
    let list: KeySet
    /// Of each plugin's object.
    let plugin: KeySet

    /// Nodes of shapes: each place that uses one reads it with fields of its own beside it.
    struct Shapes: Sendable {
        let file: String
        let nodes: [String: MarkedNode]

        static let none = Shapes(file: "", nodes: [:])
    }

    static let none = SharedKeys(shapes: .none, list: .empty, plugin: .empty)

    init(shapes: Shapes, list: KeySet, plugin: KeySet) {
        self.shapes = shapes
        self.list = list
        self.plugin = plugin
    }

    init(_ bytes: [UInt8], named name: String) throws(CatalogueError) {
        var fields = try FieldReader(try CatalogueFile.root(bytes, named: name), in: name, "the file")
        var nodes: [String: MarkedNode] = [:]
        for entry in try fields.entries("shapes") { nodes[entry.key] = entry.value }
        shapes = Shapes(file: name, nodes: nodes)
        let reader = KeyReader(file: name, shapes: shapes)
        list = try reader.set(try fields.entries("list"))
        plugin = try reader.set(try fields.entries("plugin"))
        try fields.finish()
    }
}
