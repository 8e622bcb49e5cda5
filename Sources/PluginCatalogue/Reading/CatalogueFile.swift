import CNI
import MarkedYAML

/// A catalogue file as a mapping.
enum CatalogueFile {
    private static let limits = MarkedLimits(
        size: Limits.catalogueFile, depth: 32, nodes: 50_000, scalarBytes: 2 << 20)

    static func root(_ bytes: [UInt8], named name: String) throws(CatalogueError) -> MarkedNode {
        let documents: [MarkedDocument]
        do throws(YAMLError) {
            documents = try MarkedDocument.parse(bytes, limits: limits)
        } catch {
            throw CatalogueError(name, error.position, error.reason)
        }
        guard let root = documents.first?.root, !root.isNull else {
            throw CatalogueError(name, nil, "the file is empty")
        }
        if documents.count > 1 {
            throw CatalogueError(
                name, documents[1].root.position, "a second document begins here; a file has one plugin")
        }
        return root
    }
}
