import ExactJSON

/// Collects the entries of one mapping.
///
/// Merge keys follow their specification (yaml.org/type/merge.html): a key of the mapping itself wins over a merged one
/// wherever it stands, and an earlier merged mapping over a later one.
struct MappingBuilder {
    private var entries: [MarkedMapping.Entry] = []
    /// Where in `entries` a key is, and whether it came by a merge.
    private var places: [ExactKey: (index: Int, isMerged: Bool)] = [:]

    var mapping: MarkedMapping { MarkedMapping(entries) }
    var last: MarkedNode? { entries.last?.value }

    mutating func add(_ keyNode: MarkedNode, _ value: MarkedNode) throws(YAMLError) {
        let key = try Self.text(of: keyNode)
        let entry = MarkedMapping.Entry(key: key, keyNode: keyNode, value: value)
        if let place = places[ExactKey(text: key)] {
            guard place.isMerged else {
                let first = entries[place.index].keyNode.position
                throw YAMLError(.duplicateKey(key, first: first), at: keyNode.position)
            }
            entries[place.index] = entry
            places[ExactKey(text: key)] = (place.index, false)
            return
        }
        places[ExactKey(text: key)] = (entries.count, false)
        entries.append(entry)
    }

    mutating func merge(_ node: MarkedNode) throws(YAMLError) {
        switch node.content {
        case .mapping(let mapping): add(merged: mapping)
        case .sequence(let nodes):
            for node in nodes {
                guard let mapping = node.mapping else {
                    throw YAMLError(.mergeNeedsMapping(found: node.kindName), at: node.position)
                }
                add(merged: mapping)
            }
        case .scalar: throw YAMLError(.mergeNeedsMapping(found: node.kindName), at: node.position)
        }
    }

    private mutating func add(merged mapping: MarkedMapping) {
        for entry in mapping.entries where places[ExactKey(text: entry.key)] == nil {
            places[ExactKey(text: entry.key)] = (entries.count, true)
            entries.append(entry)
        }
    }

    /// A key as JSON has it, which is how kubectl reads numbers and booleans as keys.
    private static func text(of node: MarkedNode) throws(YAMLError) -> String {
        guard let scalar = node.scalar else { throw YAMLError(.keyNotScalar(kind: node.kindName), at: node.position) }
        switch scalar.meaning {
        case .string: return scalar.text
        case .integer(let spelling): return spelling
        case .float(let spelling): return spelling ?? scalar.text
        case .bool(let value): return value ? "true" : "false"
        case .null: throw YAMLError(.nullKey, at: node.position)
        }
    }
}

/// A key by its bytes: `String` takes texts for equal that Unicode calls canonically equivalent, YAML and JSON don't.
private struct ExactKey: Hashable {
    let text: String

    static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
}
