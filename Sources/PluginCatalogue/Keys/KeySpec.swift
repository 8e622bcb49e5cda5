package import ExactJSON

/// What a plugin takes under one key, as far as it can be told without the other keys' values.
///
/// Null is as if the key weren't there: Go's decoder has it so for every type.
package final class KeySpec: Sendable {
    package let name: String
    /// One sentence.
    package let description: String
    /// Any of them; empty if any value is taken.
    package let types: [JSONType]

    // The value
    package let format: StringFormat?
    package let meaning: KeyMeaning?
    /// The only values, if not empty.
    package let values: [JSONValue]
    /// Strings that are taken besides what `format` says.
    package let words: [String]
    /// Whether the plugin takes `words` and `values` in any letter case.
    package let foldsCase: Bool
    /// Bounds of numbers, both included.
    package let minimum: Int?
    package let maximum: Int?
    /// Bounds of a string's bytes, an array's elements or an object's members.
    package let shortest: Int?
    package let longest: Int?
    /// What numbers count: `bytes`, `bits per second`, …
    package let unit: String?
    /// What the plugin does with another value, if it doesn't refuse it: one sentence.
    package let tolerance: String?

    // Absent
    package let defaultValue: JSONValue?
    /// What happens without the key, where that is no fixed value.
    package let otherwise: String?
    package let required: Requirement

    // With others
    /// Must not be given together with these; named as in `KeyCondition`.
    package let excludes: [String]
    /// Needs these to be given.
    package let requires: [String]

    // Standing
    package let deprecated: Deprecation?
    /// Why the key has no effect although the plugin takes it.
    package let ignored: String?
    /// Who writes it, if it must not stand in a configuration.
    package let reserved: String?
    /// Whether the value is nobody's business: a token, a password, a private key.
    package let isSecret: Bool
    /// The release that has it first.
    package let since: String?

    // Inside
    /// What each element of an array is.
    package let elements: KeySpec?
    /// The members of an object; nil if it has none that are known by name.
    package let members: KeySet?
    /// What each member with a free name is.
    package let anyMember: KeySpec?
    /// The object is the configuration of another plugin.
    package let delegate: DelegateSpec?

    package enum Requirement: Sendable, Equatable {
        case never
        case always
        /// Where all of these hold.
        case when([KeyCondition])
    }

    package struct Deprecation: Sendable, Equatable {
        /// What to write instead, as the rest of a sentence that begins with "write".
        package let instead: String
        /// The key that takes its place, if one simply does.
        package let key: String?
        package let since: String?
    }

    init(_ parts: Parts) {
        name = parts.name
        description = parts.description
        types = parts.types
        format = parts.format
        meaning = parts.meaning
        values = parts.values
        words = parts.words
        foldsCase = parts.foldsCase
        minimum = parts.minimum
        maximum = parts.maximum
        shortest = parts.shortest
        longest = parts.longest
        unit = parts.unit
        tolerance = parts.tolerance
        defaultValue = parts.defaultValue
        otherwise = parts.otherwise
        required = parts.required
        excludes = parts.excludes
        requires = parts.requires
        deprecated = parts.deprecated
        ignored = parts.ignored
        reserved = parts.reserved
        isSecret = parts.isSecret
        since = parts.since
        elements = parts.elements
        members = parts.members
        anyMember = parts.anyMember
        delegate = parts.delegate
    }

    /// What a key is made of, while it is read.
    struct Parts {
        var name = ""
        var description = ""
        var types: [JSONType] = []
        var format: StringFormat?
        var meaning: KeyMeaning?
        var values: [JSONValue] = []
        var words: [String] = []
        var foldsCase = false
        var minimum: Int?
        var maximum: Int?
        var shortest: Int?
        var longest: Int?
        var unit: String?
        var tolerance: String?
        var defaultValue: JSONValue?
        var otherwise: String?
        var required = Requirement.never
        var excludes: [String] = []
        var requires: [String] = []
        var deprecated: Deprecation?
        var ignored: String?
        var reserved: String?
        var isSecret = false
        var since: String?
        var elements: KeySpec?
        var members: KeySet?
        var anyMember: KeySpec?
        var delegate: DelegateSpec?
    }
}

extension KeySpec {
    /// Whether a value is of one of the types, or null.
    package func takesType(of value: JSONValue) -> Bool {
        types.isEmpty || value.isNull || types.contains { $0.matches(value) }
    }

    /// The types as the end of "must be …".
    package var typePhrase: String {
        types.isEmpty ? "any value" : types.map(\.kindName).joined(separator: " or ")
    }

    /// The key inside of this one by its way; nil where the catalogue knows none.
    package func key(at path: some Collection<KeyStep>) -> KeySpec? {
        guard let step = path.first else { return self }
        switch step {
        case .element: return elements?.key(at: path.dropFirst())
        case .member(let name):
            return (members?[name] ?? anyMember)?.key(at: path.dropFirst())
        }
    }
}
