import ExactJSON
import PluginCatalogue

/// A value of a plugin's object whose meaning the catalogue knows, whatever the plugin calls the key.
struct MeantValue {
    let key: String
    let cursor: JSONCursor

    var text: String? { cursor.value.string }
    var integer: Int? { cursor.value.integer }
}

extension PluginUse {
    /// The values of its own keys that have the meaning; those of `ipam` are none of them.
    func values(_ meaning: KeyMeaning, _ context: ValidationContext) -> [MeantValue] {
        guard let entry = context.catalogue.entry(type) else { return [] }
        var search = MeaningSearch(meaning)
        search.object(cursor, entry.keys)
        return search.found
    }
}

private struct MeaningSearch {
    let meaning: KeyMeaning
    var found: [MeantValue] = []

    init(_ meaning: KeyMeaning) {
        self.meaning = meaning
    }

    /// As deep as the catalogue describes the object.
    mutating func object(_ cursor: JSONCursor, _ keys: KeySet) {
        for member in cursor.members {
            guard let spec = keys[member.key] ?? keys.key(foldingCaseOf: member.key) else { continue }
            value(member.value, spec, member.key)
        }
    }

    private mutating func value(_ cursor: JSONCursor, _ spec: KeySpec, _ key: String) {
        if spec.meaning == meaning, spec.ignored == nil, cursor.elements == nil {
            found.append(MeantValue(key: key, cursor: cursor))
        }
        if let elements = cursor.elements, let inner = spec.elements {
            for element in elements { value(element, inner, key) }
        }
        if let members = spec.members, cursor.value.object != nil { object(cursor, members) }
    }
}
