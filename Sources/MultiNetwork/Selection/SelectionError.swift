import CNI
public import ExactJSON

/// Why the annotation can't be used: which element, which key, which value, what is allowed, and where in the text.
///
/// The specification calls such an annotation invalid and to be ignored (section 4.1.2.1); a pod that silently lacks its
/// networks helps nobody, so Tartan fails the pod with this unless it is told to ignore it.
public struct SelectionError: Error, Equatable, Sendable {
    /// Which rule is broken (sections 4.1.1 and 4.1.2.1).
    public enum Cause: Equatable, Sendable {
        /// The annotation is larger than Tartan reads.
        case tooLarge(limit: Int)
        /// More elements than are allowed.
        case tooMany(limit: Int)
        /// The JSON form is no JSON (section 4.1.2).
        case syntax(JSONError)
        /// JSON, but no list at its top (section 4.1.2).
        case notAList(found: String)
        /// Nothing between two commas, or after the last one (section 4.1.1).
        case emptyItem
        /// The comma form holds a character that only JSON has.
        case jsonInCommaForm(character: String)
        /// An item of the comma form has a second `/` or `@`.
        case repeatedSeparator(String)
        /// A name, namespace, claim or interface breaks a rule of its grammar (section 3.3).
        case invalidName(SelectionRule, rule: String)
        /// An element without a name (section 4.1.2.1.1).
        case nameMissing
        /// `"name"` holds the whole of the comma form's item; what to write instead.
        case qualifiedName(instead: String)
        /// A value of another type than section 4.1.2.1 gives it.
        case wrongType(found: String, SelectionRule)
        /// A value that section 4.1.2.1 doesn't allow.
        case notAllowed(SelectionRule)
        /// A key that must be there.
        case missing(SelectionRule)
        /// A key that stands twice in one object.
        case duplicateKey
        /// `interfaceRequest`, the old name of `interface`, has another value than that.
        case contradicts(key: String, value: String)
        /// A key that may not be there together with another (section 4.1.2.1.11).
        case excludes(key: String)
        /// An earlier element asks for the same interface (section 4.1.2.1.5), or for the default route too (4.1.2.1.9).
        case alreadyAsked(element: Int)
        /// A burst alone (section 4.1.2.1.8).
        case burstWithoutRate(key: String)
    }

    /// Which element, from 1; nil if the annotation as a whole is meant.
    public let element: Int?
    /// The key, with its path inside of the element: `portMappings[0].hostPort`; nil if the element as a whole is meant.
    public let key: String?
    /// The value as it stood, shortened, without control characters.
    public let value: String?
    /// Which rule is broken (sections 4.1.1 and 4.1.2.1).
    public let cause: Cause
    /// Where in the annotation's text.
    public let position: TextPosition

    /// What can't be read is larger than Tartan reads, which no specification calls invalid.
    public var isLimit: Bool {
        switch cause {
        case .tooLarge, .tooMany: true
        default: false
        }
    }
}

extension SelectionError: CustomStringConvertible {
    /// One sentence without a full stop, place included.
    public var description: String { "\(place): \(reason) (\(position))" }

    private var place: String {
        guard let element else { return "the annotation" }
        guard let key else { return "element \(element)" }
        return "element \(element), key \"\(key)\""
    }

    /// What is wrong, without the place.
    public var reason: String {
        switch cause {
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        case .tooMany(1): "it is the second, and only one network is allowed"
        case .tooMany(let limit): "more than \(limit) networks are asked for"
        case .syntax(let error): "it is not JSON: \(error.reason.escapingControlCharacters)"
        case .notAList(let found): "\(found) is not a list of networks; write [{\"name\": \"storage\"}], or [] for none"
        case .emptyItem: "it is empty: there is a comma too many"
        case .jsonInCommaForm(let character):
            "\"\(character)\" belongs to the JSON form, which begins with \"[\"; the comma form has items such as "
                + "storage, infra/storage and storage@lan0"
        case .repeatedSeparator(let separator):
            "\(shown) has more than one \"\(separator)\"; an item is [namespace/]name[@interface]"
        case .invalidName(let part, let rule): (key == nil ? "the \(part.partName) " : "") + "\(shown) \(rule)"
        case .nameMissing: "\"name\", the network's name, is missing"
        case .qualifiedName(let instead): "\(shown) is more than a name; write \(instead)"
        case .wrongType(let found, let rule):
            "\(found) is not \(rule.text)" + (found == "a string" && rule.isListOfTexts ? "; write [\(shown)]" : "")
        case .notAllowed(let rule): "\(rule.isText ? shown : value ?? "") is not \(rule.text)"
        case .missing(let rule): "it is missing; it must be \(rule.text)"
        case .duplicateKey: "it is written more than once"
        case .contradicts(let key, let value): "\(shown) is not what \"\(key)\" says, \"\(value)\"; leave one out"
        case .excludes(let key): "it is not allowed together with \"\(key)\""
        case .alreadyAsked(let earlier):
            key == "default-route"
                ? "element \(earlier) has it too; only one element may" : "element \(earlier) asks for \(shown) too"
        case .burstWithoutRate(let rate): "a burst needs its rate, \"\(rate)\""
        }
    }

    /// What is allowed instead, in words.
    public var allowed: String {
        switch cause {
        case .tooLarge(let limit): "an annotation of at most \(limit) bytes"
        case .tooMany(let limit): limit == 1 ? "one network" : "at most \(limit) networks"
        case .syntax: "a JSON list such as [{\"name\": \"storage\"}]"
        case .notAList: "a list of networks such as [{\"name\": \"storage\"}]"
        case .emptyItem, .jsonInCommaForm, .repeatedSeparator: "items [namespace/]name[@interface] between commas"
        case .invalidName(let rule, _), .wrongType(_, let rule), .notAllowed(let rule), .missing(let rule): rule.text
        case .nameMissing: SelectionRule.name.text
        case .qualifiedName(let instead): instead
        case .duplicateKey: "each key once"
        case .contradicts(let key, _): "\"\(key)\" alone"
        case .excludes(let key): "this key or \"\(key)\", not both"
        case .alreadyAsked: "one element that asks for it"
        case .burstWithoutRate(let rate): "a burst together with \"\(rate)\""
        }
    }

    private var shown: String { "\"\(value ?? "")\"" }
}

extension SelectionRule {
    fileprivate var partName: String {
        switch self {
        case .namespace: "namespace"
        case .interface: "interface name"
        default: "name"
        }
    }
}
