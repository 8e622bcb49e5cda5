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

// One bad document doesn't hide the others
extension MarkedDocument {
    /// The most documents of one text that are told to be bad; the rest is left unread.
    private static let mostErrors = 50

    /// Reads every document that can be read, and says why the others can't.
    package static func readAll(
        _ source: SourceText, as syntax: Syntax = .yaml, limits: MarkedLimits = .standard
    ) -> (documents: [MarkedDocument], errors: [YAMLError]) {
        do throws(YAMLError) {
            return (try parse(source, as: syntax, limits: limits), [])
        } catch {
            return syntax == .json ? ([], [error]) : readParts(of: source, limits)
        }
    }

    private static func readParts(
        of source: SourceText, _ limits: MarkedLimits
    ) -> (documents: [MarkedDocument], errors: [YAMLError]) {
        var documents: [MarkedDocument] = []
        var errors: [YAMLError] = []
        var budget = Budget(source, limits)
        for part in DocumentSplitter.parts(of: source.bytes) {
            do throws(YAMLError) {
                var composer = try Composer(source, limits, part: part, budget: budget)
                do throws(YAMLError) { try composer.read(into: &documents) } catch {
                    budget = composer.budget
                    throw error
                }
                budget = composer.budget
            } catch {
                errors.append(error)
                if error.isExhaustion || errors.count == mostErrors { break }
            }
        }
        return (documents, errors)
    }
}

extension YAMLError {
    /// What was allowed for the whole text is used up.
    fileprivate var isExhaustion: Bool {
        switch cause {
        case .tooManyNodes, .tooManyBytes, .outOfMemory: true
        default: false
        }
    }
}
