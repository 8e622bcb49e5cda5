import ExactJSON
import MarkedYAML

/// Reads what a text says about the folder of a node's runtime.
struct NodeRuntimeReader {
    let file: SourceFile

    func folder(_ node: MarkedNode) throws(NodeFactsError) -> NodeRuntimeFolder {
        let keys = ["kind", "folder", "networksPerPod", "defaultNetwork", "file", "files"]
        let fields = try NodeFields(node, "\"runtime\"", keys: keys)
        var runtime: NodeRuntime?
        if let text = try fields.text("kind") {
            guard let kind = NodeRuntime.Kind.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() })
            else {
                throw NodeFactsError(
                    "\"kind\" is \"\(text.cutForMessage)\", expected containerd or CRI-O",
                    at: fields["kind"]?.position ?? node.position)
            }
            runtime = NodeRuntime(kind: kind, evidence: "")
            runtime?.networksPerPod = try fields.integer("networksPerPod") ?? 1
            runtime?.defaultNetwork = try fields.text("defaultNetwork")
            runtime?.file = try fields.text("file")
        }
        let path = try fields.text("folder") ?? NodeRuntime.standardFolder
        let place = fields["defaultNetwork"] ?? fields["folder"] ?? node
        var files: [NodeFile]?
        if let entries = try fields.entries("files") {
            var read: [NodeFile] = []
            for entry in entries { read.append(try self.file(entry, in: path)) }
            files = read.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
        return NodeRuntimeFolder(runtime: runtime, path: path, place: .spot(Spot(file, place)), files: files)
    }

    /// The text, or a mapping that says why there is none.
    private func file(_ entry: MarkedMapping.Entry, in folder: String) throws(NodeFactsError) -> NodeFile {
        let content: NodeFile.Content
        if entry.value.mapping != nil {
            let fields = try NodeFields(entry.value, "\"\(entry.key)\"", keys: ["problem"])
            content = .unreadable(try fields.text("problem") ?? "can't be read")
        } else if entry.value.isNull || entry.value.string != nil {
            content = .text(JSONText(file, in: entry.value))
        } else {
            throw NodeFactsError(
                "\"\(entry.key)\" is \(entry.value.kindName), expected the file's text", at: entry.value.position)
        }
        return NodeFile(
            name: entry.key, path: "\(folder)/\(entry.key)", place: .spot(Spot(file, entry.keyNode)), content: content)
    }
}
