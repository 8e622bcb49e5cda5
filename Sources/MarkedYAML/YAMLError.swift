package import ExactJSON

/// Why a text is no YAML (or JSON) that Tartan takes, and where. Which file it was is for the caller to say.
package struct YAMLError: Error, Equatable, Sendable {
    package enum Cause: Equatable, Sendable {
        case invalidUTF8
        case forbiddenCharacter(UInt32)
        case tooLarge(limit: Int)
        case tooDeep(limit: Int)
        case tooManyNodes(limit: Int)
        case tooManyBytes(limit: Int)
        case tabIndentation
        case reservedCharacter(String)
        case colonInValue
        /// A line of a mapping that is no `key: value`.
        case keyWithoutColon
        /// libyaml's own words: what is wrong, inside of what, and where that begins.
        case syntax(problem: String, context: String?, contextPosition: TextPosition?)
        case json(JSONError)
        case duplicateKey(String, first: TextPosition)
        case keyNotScalar(kind: String)
        case nullKey
        case unknownAnchor(String)
        case anchorContainsItself(String)
        case mergeNeedsMapping(found: String)
        case tagDoesNotFit(tag: String, found: String)
        /// `.inf` and `.nan`, which JSON can't say.
        case numberNotInJSON(String)
        case outOfMemory
    }

    package let cause: Cause
    package let position: TextPosition

    package init(_ cause: Cause, at position: TextPosition) {
        self.cause = cause
        self.position = position
    }
}

extension YAMLError: CustomStringConvertible {
    /// One sentence without a full stop, place included.
    package var description: String { "\(position): \(reason)" }

    /// The sentence without the place.
    package var reason: String {
        switch cause {
        case .invalidUTF8: "the text is not valid UTF-8"
        case .forbiddenCharacter(let code): "the character U+\(Self.hexadecimal(code)) is not allowed in YAML"
        case .tooLarge(let limit): "larger than \(limit) bytes"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooManyNodes(let limit): "more than \(limit) values, aliases expanded"
        case .tooManyBytes(let limit): "more than \(limit) bytes of text, aliases expanded"
        case .tabIndentation: "YAML is indented by spaces, and here is a tab"
        case .reservedCharacter(let found): "a value can't begin with \(found): put it in quotation marks"
        case .colonInValue:
            "\": \" is not allowed here: put the text in quotation marks, or look at the indentation of this line"
        case .keyWithoutColon: "here is a text where \"key: value\" is expected"
        case .syntax(let problem, let context, let place): Self.sentence(problem, context, place)
        case .json(let error): error.reason
        case .duplicateKey(let key, let first):
            "the key \"\(key)\" is here for the second time, the first is at \(first)"
        case .keyNotScalar(let kind): "a key must be a text, and here is \(kind)"
        case .nullKey: "a key must be a text, and here is null"
        case .unknownAnchor(let name): "the alias *\(name) has no anchor &\(name) before it"
        case .anchorContainsItself(let name): "the alias *\(name) is inside of its own anchor &\(name)"
        case .mergeNeedsMapping(let found): "\"<<\" takes a mapping or a list of mappings, and here is \(found)"
        case .tagDoesNotFit(let tag, let found): "\(found) doesn't fit the tag \(tag)"
        case .numberNotInJSON(let text): "\(text) is a number that JSON can't express"
        case .outOfMemory: "there is not enough memory to read the text"
        }
    }

    /// The most frequent of libyaml's objections in words that name the cause, the others as libyaml says them.
    private static func sentence(_ problem: String, _ context: String?, _ place: TextPosition?) -> String {
        switch (problem, context, place) {
        case ("did not find expected key", "while parsing a block mapping", let place?):
            "expected another key of the mapping that begins at \(place): look at the indentation of this line"
        case ("did not find expected '-' indicator", _, let place?):
            "expected another \"- \" of the list that begins at \(place): look at the indentation of this line"
        case ("found unexpected end of stream", "while scanning a quoted scalar", let place?):
            "the quotation mark at \(place) is never closed"
        case (_, let context?, let place?): "\(problem) \(context) that begins at \(place)"
        case (_, let context?, nil): "\(problem) \(context)"
        case (_, nil, _): problem
        }
    }

    private static func hexadecimal(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
