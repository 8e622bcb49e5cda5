/// One step of libyaml's parser. The bytes are those of the source.
struct YAMLEvent {
    struct Properties {
        let anchor: String?
        /// The tag as libyaml resolved it; nil where there is none, and for `!`, which quotes a plain scalar.
        let tag: String?
    }

    enum Kind {
        case streamStart
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(String, MarkedScalar.Style, Properties)
        case sequenceStart(Properties)
        case sequenceEnd
        case mappingStart(Properties)
        case mappingEnd
    }

    let kind: Kind
    let bytes: Range<Int>
}
