/// One document of a text, and the text itself for whoever needs the place of a part of a scalar.
package struct MarkedDocument: Sendable {
    package enum Syntax: Sendable {
        /// YAML, which JSON is a part of. What begins with a brace or a bracket is tried as JSON first, because JSON's
        /// pairs of surrogates are no YAML.
        case yaml
        case json
    }

    package let root: MarkedNode
    package let source: SourceText

    /// Reads all documents of a text. An empty one (between two `---`, or nothing but comments) has a null root.
    package static func parse(
        _ bytes: [UInt8], as syntax: Syntax = .yaml, limits: MarkedLimits = .standard
    ) throws(YAMLError) -> [MarkedDocument] {
        try parse(try SourceText(bytes, limit: limits.size), as: syntax, limits: limits)
    }

    /// The same for a text that is known to be UTF-8 and within its limit.
    package static func parse(
        _ source: SourceText, as syntax: Syntax = .yaml, limits: MarkedLimits = .standard
    ) throws(YAMLError) -> [MarkedDocument] {
        if syntax == .json { return [try JSONComposer.document(source, limits)] }
        if source.beginsLikeJSON {
            do throws(YAMLError) {
                return [try JSONComposer.document(source, limits)]
            } catch {
                // Flow style that isn't JSON, such as {a: b}: libyaml is to say what is wrong with it, if anything is.
                guard case .json = error.cause else { throw error }
            }
        }
        var composer = try Composer(source, limits)
        return try composer.documents()
    }

    package static func parse(
        _ text: String, as syntax: Syntax = .yaml, limits: MarkedLimits = .standard
    ) throws(YAMLError) -> [MarkedDocument] {
        try parse(Array(text.utf8), as: syntax, limits: limits)
    }
}
