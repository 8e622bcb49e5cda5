import ExactJSON

/// Makes nodes of a JSON text, with the same bounds and the same refusals as for YAML.
struct JSONComposer {
    private let source: SourceText
    private let deepest: Int
    private var budget: Budget

    static func document(_ source: SourceText, _ limits: MarkedLimits) throws(YAMLError) -> MarkedDocument {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(source.bytes, limit: limits.size)
        } catch {
            throw YAMLError(.json(error), at: source.position(at: error.offset))
        }
        var composer = JSONComposer(source: source, deepest: limits.depth, budget: Budget(source, limits))
        return MarkedDocument(root: try composer.node(value, depth: 0), source: source)
    }

    private mutating func node(_ value: JSONValue, depth: Int) throws(YAMLError) -> MarkedNode {
        let start = value.offset ?? 0
        let text = scalarText(value)
        try budget.spend(Budget.Cost(nodes: 1, bytes: text.utf8.count), at: start)
        switch value.content {
        case .null: return scalar(text, .plain, .null, start, text.utf8.count)
        case .bool(let value): return scalar(text, .plain, .bool(value), start, text.utf8.count)
        case .number:
            return scalar(text, .plain, CoreSchema.meaning(of: text), start, text.utf8.count)
        case .string: return scalar(text, .doubleQuoted, .string, start, stringLength(from: start))
        case .array(let values):
            try descend(depth, start)
            var nodes: [MarkedNode] = []
            nodes.reserveCapacity(values.count)
            for value in values { nodes.append(try node(value, depth: depth + 1)) }
            return collection(.sequence(nodes), start, last: nodes.last)
        case .object(let object):
            try descend(depth, start)
            var entries = MappingBuilder()
            for member in object.members {
                let place = member.offset ?? start
                try budget.spend(Budget.Cost(nodes: 1, bytes: member.key.utf8.count), at: place)
                let key = scalar(member.key, .doubleQuoted, .string, place, stringLength(from: place))
                try entries.add(key, try node(member.value, depth: depth + 1))
            }
            return collection(.mapping(entries.mapping), start, last: entries.last)
        }
    }

    private func descend(_ depth: Int, _ start: Int) throws(YAMLError) {
        if depth >= deepest { throw YAMLError(.tooDeep(limit: deepest), at: source.position(at: start)) }
    }

    private func scalarText(_ value: JSONValue) -> String {
        switch value.content {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): number.spelling
        case .string(let string): string.value
        case .array, .object: ""
        }
    }

    private func scalar(
        _ text: String, _ style: MarkedScalar.Style, _ meaning: MarkedScalar.Meaning, _ start: Int, _ length: Int
    ) -> MarkedNode {
        MarkedNode(
            .scalar(MarkedScalar(text, style, meaning)), at: source.position(at: start), bytes: start..<start + length)
    }

    /// Ends with the next closing bracket after the last value, which nothing but white space can separate from it.
    private func collection(_ content: MarkedNode.Content, _ start: Int, last: MarkedNode?) -> MarkedNode {
        let from = last?.bytes.upperBound ?? start + 1
        let close = source.bytes[from...].firstIndex { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "}") }
        return MarkedNode(content, at: source.position(at: start), bytes: start..<(close ?? from) + 1)
    }

    /// From the opening to the closing quotation mark; the parser has seen that it is there.
    private func stringLength(from start: Int) -> Int {
        var place = start + 1
        while place < source.bytes.count, source.bytes[place] != UInt8(ascii: "\"") {
            place += source.bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(place + 1, source.bytes.count) - start
    }
}
