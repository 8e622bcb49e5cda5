import ExactJSON
import MarkedYAML

/// Reads what a text says about a node's plugins.
enum NodePluginReader {
    static func plugins(_ node: MarkedNode) throws(NodeFactsError) -> NodePlugins {
        let fields = try NodeFields(node, "\"plugins\"", keys: ["folders", "machine", "binaries"])
        let folders = try fields.texts("folders") ?? ["/opt/cni/bin"]
        let machine = try fields.text("machine") ?? "x86-64"
        var binaries: [String: PluginBinary] = [:]
        for entry in try fields.entries("binaries") ?? [] {
            let usual = "\(folders.first ?? "")/\(entry.key)"
            binaries[entry.key] = try binary(entry, usual, machine)
        }
        return NodePlugins(folders: folders, names: binaries.keys.sorted(), binaries: binaries, machine: machine)
    }

    /// The versions that it answers, or a mapping; null for one that is there and wasn't asked.
    private static func binary(
        _ entry: MarkedMapping.Entry, _ usual: String, _ machine: String
    ) throws(NodeFactsError) -> PluginBinary {
        let name = "\"\(entry.key)\""
        if entry.value.isNull { return PluginBinary(path: usual, state: .unasked) }
        if entry.value.sequence != nil {
            return PluginBinary(path: usual, state: .speaks(try NodeFields.texts(entry.value, entry.key)))
        }
        let keys = [
            "path", "versions", "isFile", "mode", "isEmpty", "isProgram", "machine", "lacksInterpreter", "failure",
        ]
        let fields = try NodeFields(entry.value, name, keys: keys)
        let path = try fields.text("path") ?? usual
        if let fault = try fault(fields, machine) { return PluginBinary(path: path, state: .unusable(fault)) }
        let versions = try fields.texts("versions")
        return PluginBinary(path: path, state: versions.map { .speaks($0) } ?? .unasked)
    }

    private static func fault(_ fields: NodeFields, _ machine: String) throws(NodeFactsError) -> PluginBinary.Fault? {
        if try fields.boolean("isFile") == false { return .noFile }
        if let mode = try fields.text("mode") {
            guard let bits = UInt32(mode, radix: 8), bits <= 0o7777 else {
                throw NodeFactsError(
                    "\"mode\" is \(mode.cutForMessage), expected such as \"0644\"", at: fields.node.position)
            }
            if bits & 0o111 == 0 { return .notExecutable(mode: bits) }
        }
        if try fields.boolean("isEmpty") == true { return .empty }
        if try fields.boolean("isProgram") == false { return .noProgram }
        if let other = try fields.text("machine"), other != machine { return .otherMachine(other, node: machine) }
        if let interpreter = try fields.text("lacksInterpreter") { return .lacksInterpreter(interpreter) }
        return try fields.text("failure").map { .silent($0) }
    }
}
