import CYAML
import ExactJSON

/// libyaml's parser and the text that it reads; the one owner of both.
@safe struct EventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>
    private let source: SourceText
    /// Where the read part begins, in bytes and in scalars: libyaml counts from there.
    private let start: (offset: Int, scalar: Int)

    /// - Parameter part: the bytes that are read, one or more whole documents; nil for all.
    init(_ source: SourceText, part: Range<Int>? = nil) throws(YAMLError) {
        let part = part ?? 0..<source.bytes.count
        self.source = source
        start = (part.lowerBound, source.scalars(before: part.lowerBound))
        unsafe parser = .allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        unsafe text = .allocate(capacity: max(1, part.count))
        _ = unsafe text.initialize(from: source.bytes[part])
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            throw YAMLError(.outOfMemory, at: source.position(at: part.lowerBound))
        }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, part.count)
        if let excess = DirectiveBound.excess(in: source.bytes[part]) {
            let problem = "more than \(DirectiveBound.most) directives before one document"
            throw YAMLError(
                .syntax(problem: problem, context: nil, contextPosition: nil), at: source.position(at: excess))
        }
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe text.deallocate()
    }

    mutating func next() throws(YAMLError) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { unsafe yaml_event_delete(&event) }
        let kind = unsafe Self.kind(of: event)
        let start = unsafe place(of: event.start_mark)
        let end = unsafe place(of: event.end_mark)
        return YAMLEvent(kind: kind, bytes: start..<max(start, end))
    }

    private func place(of mark: yaml_mark_t) -> Int { source.offset(ofScalar: start.scalar + Int(mark.index)) }

    private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
        let data = unsafe event.data
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_ALIAS_EVENT: return unsafe .alias(string(data.alias.anchor) ?? "")
        case YAML_SEQUENCE_START_EVENT:
            return unsafe .sequenceStart(properties(data.sequence_start.anchor, data.sequence_start.tag))
        case YAML_MAPPING_START_EVENT:
            return unsafe .mappingStart(properties(data.mapping_start.anchor, data.mapping_start.tag))
        case YAML_SCALAR_EVENT:
            let scalar = unsafe data.scalar
            let value = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let style = unsafe style(scalar.style)
            return unsafe .scalar(String(decoding: value, as: UTF8.self), style, properties(scalar.anchor, scalar.tag))
        default: return .streamEnd
        }
    }

    private static func properties(
        _ anchor: UnsafeMutablePointer<UInt8>?, _ tag: UnsafeMutablePointer<UInt8>?
    ) -> YAMLEvent.Properties {
        unsafe YAMLEvent.Properties(anchor: string(anchor), tag: string(tag))
    }

    private static func string(_ text: UnsafeMutablePointer<UInt8>?) -> String? {
        guard let text = unsafe text else { return nil }
        return unsafe String(cString: text)
    }

    private static func style(_ style: yaml_scalar_style_t) -> MarkedScalar.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }
}

// What libyaml objects to, in words that help
extension EventReader {
    private func failure() -> YAMLError {
        let state = unsafe parser.pointee
        let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? "the text is no YAML"
        switch unsafe state.error {
        case YAML_MEMORY_ERROR: return YAMLError(.outOfMemory, at: source.position(at: start.offset))
        case YAML_READER_ERROR:
            let code = unsafe UInt32(truncatingIfNeeded: max(0, state.problem_value))
            return YAMLError(
                .forbiddenCharacter(code), at: source.position(at: unsafe start.offset + state.problem_offset))
        default: break
        }
        let offset = unsafe place(of: state.problem_mark)
        let context = unsafe state.context.map { unsafe String(cString: $0) }
        let place = unsafe context == nil ? nil : source.position(at: place(of: state.context_mark))
        // libyaml sees that the colon is missing on the next line; the text without it is what must be corrected.
        if problem == "could not find expected ':'", let place { return YAMLError(.keyWithoutColon, at: place) }
        return YAMLError(cause(problem, at: offset, context, place), at: source.position(at: offset))
    }

    private func cause(_ problem: String, at offset: Int, _ context: String?, _ place: TextPosition?) -> YAMLError.Cause
    {
        let here = offset < source.bytes.count ? source.bytes[offset] : nil
        switch problem {
        case "found character that cannot start any token":
            if here == UInt8(ascii: "\t") { return .tabIndentation }
            if let here, here >= 0x20, here < 0x7F {
                return .reservedCharacter("\"\(Character(Unicode.Scalar(here)))\"")
            }
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return .tabIndentation
        case "mapping values are not allowed in this context": return .colonInValue
        default: break
        }
        return .syntax(problem: problem, context: context, contextPosition: place)
    }
}
