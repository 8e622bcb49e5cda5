import ExactJSON
import MarkedYAML

/// A text that describes a node, as a person or `tartanctl validate --node --write-facts` writes it. What it doesn't
/// mention isn't known.
package enum NodeFactsFile {
    /// What samples call it.
    package static let name = "node.yaml"
    /// The largest that is read.
    package static let limit = 16 << 20

    private static let keys = [
        "node", "plugins", "programs", "files", "links", "kernel", "runtime", "folders", "reservations",
    ]

    /// - Parameter file: what findings call it.
    /// - Throws: the first thing that is wrong, with its place.
    package static func facts(of bytes: [UInt8], named file: String) throws(NodeFactsError) -> NodeFacts {
        let source: SourceText
        let documents: [MarkedDocument]
        do throws(YAMLError) {
            source = try SourceText(bytes, limit: limit)
            documents = try MarkedDocument.parse(source, limits: MarkedLimits(size: limit))
        } catch {
            throw NodeFactsError(error.reason, at: error.position)
        }
        guard let root = documents.first?.root, documents.count == 1 else {
            throw NodeFactsError(
                "it has to have one document", at: documents.last?.root.position ?? TextPosition(line: 1, column: 1))
        }
        let fields = try NodeFields(root, "the text", keys: keys)
        let sourceFile = SourceFile(file, source)
        var facts = NodeFacts(name: try fields.text("node") ?? file)
        facts.plugins = try fields["plugins"].map { node throws(NodeFactsError) in try NodePluginReader.plugins(node) }
        facts.programs = try fields.texts("programs").map { Set($0) }
        facts.files = try fields.texts("files").map { Set($0) }
        facts.links = try fields.entries("links").map { entries throws(NodeFactsError) in
            try NodeLinkReader.links(entries)
        }
        facts.kernel = try fields["kernel"].map { node throws(NodeFactsError) in try kernel(node, sourceFile) }
        facts.runtime = try fields["runtime"].map { node throws(NodeFactsError) in
            try NodeRuntimeReader(file: sourceFile).folder(node)
        }
        for entry in try fields.entries("folders") ?? [] {
            facts.folders.append(
                NodeFolder(
                    path: entry.key, problem: try NodeFields.text(entry.value, entry.key),
                    place: .spot(Spot(sourceFile, entry.keyNode))))
        }
        for entry in try fields.entries("reservations") ?? [] {
            facts.reservations[entry.key] = try NodeFields.texts(entry.value, entry.key)
        }
        return facts
    }

    private static func kernel(_ node: MarkedNode, _ file: SourceFile) throws(NodeFactsError) -> NodeKernel {
        let keys = ["release", "modules", "disabledModules", "ipv6", "filtersBridges"]
        let fields = try NodeFields(node, "\"kernel\"", keys: keys)
        let release = fields["release"] ?? node
        var kernel = NodeKernel(release: try fields.text("release") ?? "", place: .spot(Spot(file, release)))
        kernel.modules = try fields.texts("modules").map { Set($0.map(NodeKernel.name)) }
        for entry in try fields.entries("disabledModules") ?? [] {
            kernel.disabled[NodeKernel.name(of: entry.key)] = try NodeFields.text(entry.value, entry.key)
        }
        kernel.hasIPv6 = try fields.boolean("ipv6") ?? true
        kernel.filtersBridges = try fields.boolean("filtersBridges")
        return kernel
    }
}
