import ExactJSON

/// Makes nodes of libyaml's events: aliases are expanded, merge keys merged, duplicate keys found, everything bounded.
struct Composer: ~Copyable {
    private var reader: EventReader
    private let source: SourceText
    private(set) var budget: Budget
    private let deepest: Int
    private var anchors: [String: Anchor] = [:]

    /// What an anchor of this document stands for.
    private enum Anchor {
        /// Its value isn't read to the end yet.
        case open
        case complete(Composed, cost: Budget.Cost)
    }

    /// A node and how many levels it has.
    private struct Composed {
        let node: MarkedNode
        let height: Int
    }

    /// - Parameters:
    ///   - part: the bytes that are read, one or more whole documents; nil for all.
    ///   - budget: what may still be made of the text.
    init(_ source: SourceText, _ limits: MarkedLimits, part: Range<Int>? = nil, budget: Budget? = nil) throws(YAMLError)
    {
        reader = try EventReader(source, part: part)
        self.source = source
        self.budget = budget ?? Budget(source, limits)
        deepest = limits.depth
    }

    mutating func documents() throws(YAMLError) -> [MarkedDocument] {
        var documents: [MarkedDocument] = []
        try read(into: &documents)
        return documents
    }

    /// Appends each document once it is read, so that those before an error are there.
    mutating func read(into documents: inout [MarkedDocument]) throws(YAMLError) {
        while true {
            let event = try reader.next()
            switch event.kind {
            case .streamEnd: return
            case .documentStart:
                anchors = [:]
                documents.append(MarkedDocument(root: try value(try reader.next(), depth: 0).node, source: source))
            default: break
            }
        }
    }

    private mutating func value(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> Composed {
        let before = budget.spent
        switch event.kind {
        case .alias(let name): return try expanded(name, event, depth)
        case .scalar(let text, let style, let properties):
            let node = try scalar(text, style, properties, event)
            return close(properties.anchor, Composed(node: node, height: 0), since: before)
        case .sequenceStart(let properties):
            try open(properties, event, depth, "seq")
            return close(properties.anchor, try sequence(event, depth), since: before)
        case .mappingStart(let properties):
            try open(properties, event, depth, "map")
            return close(properties.anchor, try mapping(event, depth), since: before)
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            let problem = YAMLError.Cause.syntax(problem: "expected a value", context: nil, contextPosition: nil)
            throw YAMLError(problem, at: place(event))
        }
    }

    private func place(_ event: YAMLEvent) -> TextPosition { source.position(at: event.bytes.lowerBound) }
}

// Collections
extension Composer {
    private mutating func sequence(_ start: YAMLEvent, _ depth: Int) throws(YAMLError) -> Composed {
        var nodes: [MarkedNode] = []
        var height = 0
        while true {
            let event = try reader.next()
            if case .sequenceEnd = event.kind {
                let bytes = range(start, end: event, last: nodes.last)
                return Composed(node: node(.sequence(nodes), bytes), height: height + 1)
            }
            let element = try value(event, depth: depth + 1)
            height = max(height, element.height)
            nodes.append(element.node)
        }
    }

    private mutating func mapping(_ start: YAMLEvent, _ depth: Int) throws(YAMLError) -> Composed {
        var entries = MappingBuilder()
        var height = 0
        while true {
            let event = try reader.next()
            if case .mappingEnd = event.kind {
                let bytes = range(start, end: event, last: entries.last)
                return Composed(node: node(.mapping(entries.mapping), bytes), height: height + 1)
            }
            var isMerge = false
            if case .scalar(let text, let style, let properties) = event.kind {
                isMerge = CoreSchema.isMerge(text, tag: properties.tag, isPlain: style == .plain)
            }
            let key = try value(event, depth: depth + 1)
            let content = try value(try reader.next(), depth: depth + 1)
            height = max(height, key.height, content.height)
            if isMerge {
                try entries.merge(content.node)
            } else {
                try entries.add(key.node, content.node)
            }
        }
    }

    /// From the opening to the closing bracket; a block ends with its last value, not where libyaml sees the next line.
    private func range(_ start: YAMLEvent, end: YAMLEvent, last: MarkedNode?) -> Range<Int> {
        let first = PropertySkipper.contentStart(in: source.bytes, start.bytes)
        if !end.bytes.isEmpty { return first..<max(first, end.bytes.upperBound) }
        return first..<max(first, last?.bytes.upperBound ?? first)
    }

    private func node(_ content: MarkedNode.Content, _ bytes: Range<Int>) -> MarkedNode {
        MarkedNode(content, at: source.position(at: bytes.lowerBound), bytes: bytes)
    }
}

// Scalars
extension Composer {
    private mutating func scalar(
        _ text: String, _ style: MarkedScalar.Style, _ properties: YAMLEvent.Properties, _ event: YAMLEvent
    ) throws(YAMLError) -> MarkedNode {
        try budget.spend(Budget.Cost(nodes: 1, bytes: text.utf8.count), at: event.bytes.lowerBound)
        let start = PropertySkipper.contentStart(in: source.bytes, event.bytes)
        let bytes = start..<event.bytes.upperBound
        guard let meaning = CoreSchema.meaning(of: text, tag: properties.tag, isPlain: style == .plain) else {
            let tag = CoreSchema.written(properties.tag ?? "")
            throw YAMLError(.tagDoesNotFit(tag: tag, found: "\"\(text.prefix(64))\""), at: place(event))
        }
        return node(.scalar(MarkedScalar(text, style, meaning)), bytes)
    }
}

// Anchors and aliases
extension Composer {
    private mutating func open(
        _ properties: YAMLEvent.Properties, _ event: YAMLEvent, _ depth: Int, _ kind: String
    ) throws(YAMLError) {
        if depth >= deepest { throw YAMLError(.tooDeep(limit: deepest), at: place(event)) }
        guard CoreSchema.fits(properties.tag, collection: kind) else {
            let tag = CoreSchema.written(properties.tag ?? "")
            let found = kind == "map" ? "a mapping" : "a list"
            throw YAMLError(.tagDoesNotFit(tag: tag, found: found), at: place(event))
        }
        try budget.spend(Budget.Cost(nodes: 1, bytes: 0), at: event.bytes.lowerBound)
        if let anchor = properties.anchor { anchors[anchor] = .open }
    }

    private mutating func close(_ anchor: String?, _ value: Composed, since before: Budget.Cost) -> Composed {
        if let anchor { anchors[anchor] = .complete(value, cost: budget.spent - before) }
        return value
    }

    private mutating func expanded(_ name: String, _ event: YAMLEvent, _ depth: Int) throws(YAMLError) -> Composed {
        switch anchors[name] {
        case nil: throw YAMLError(.unknownAnchor(name), at: place(event))
        case .open: throw YAMLError(.anchorContainsItself(name), at: place(event))
        case .complete(let value, let cost):
            try budget.spend(cost, at: event.bytes.lowerBound)
            if depth + value.height > deepest { throw YAMLError(.tooDeep(limit: deepest), at: place(event)) }
            return value
        }
    }
}
