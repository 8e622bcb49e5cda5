import ExactJSON
import PluginCatalogue

/// What the catalogue says of keys, as JSON Schema has it. Forms of texts and what must hold between keys are left to
/// `validate`, which says what is wrong with them.
struct KeySchema {
    /// Plugins that may be assumed where no `type` is.
    private let entries: [PluginEntry]

    init(_ entries: [PluginEntry]) {
        self.entries = entries
    }

    /// The schema of an object with these keys and no other.
    ///
    /// - Parameter others: names of keys of which nothing is said.
    func object(_ keys: KeySet, title: String? = nil, alsoTaking others: [String] = []) -> JSONValue {
        var schema: JSONObject = ["type": "object"]
        if let title { schema["description"] = .string(title + ".") }
        members(keys, &schema)
        var properties = schema["properties"]?.object ?? JSONObject()
        for name in others where properties[name] == nil { properties[name] = true }
        schema["properties"] = .object(properties)
        return .object(schema)
    }

    private func members(_ keys: KeySet, _ schema: inout JSONObject) {
        schema["properties"] = .object(
            JSONObject(keys.keys.map { JSONObject.Member(key: $0.name, value: value($0)) }))
        let required = keys.keys.filter { $0.required == .always }.map { JSONValue.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        let needs = keys.keys.compactMap { key -> JSONValue? in
            let names = key.requires.filter { keys[$0] != nil }.map(JSONValue.string)
            return names.isEmpty ? nil : Self.need(of: key.name, names)
        }
        if !needs.isEmpty { schema["allOf"] = .array(needs) }
        schema["patternProperties"] = .object([Self.remarks: true])
        schema["additionalProperties"] = false
    }

    /// Keys that must be there beside another one, unless its value counts as none.
    private static func need(of key: String, _ others: [JSONValue]) -> JSONValue {
        let none: JSONValue = [.null, false, 0, "", [], [:]]
        return [
            "if": ["required": [.string(key)], "properties": .object([key: ["not": ["enum": none]]])],
            "then": ["required": .array(others)],
        ]
    }

    /// JSON has no comments, so people write them as keys.
    private static let remarks = "^([_/#$].*|[Cc]omment|description)$"

    private func value(_ spec: KeySpec) -> JSONValue {
        var schema: JSONObject = ["description": .string(Self.description(spec))]
        let types = spec.types.map { JSONValue.string($0.rawValue) }
        if types.count == 1 { schema["type"] = types[0] } else if !types.isEmpty { schema["type"] = .array(types) }
        values(spec, &schema)
        if let value = spec.defaultValue { schema["default"] = value }
        if spec.deprecated != nil || spec.ignored != nil {
            schema["deprecated"] = true
            schema["deprecationMessage"] = .string(Self.standing(spec).joined(separator: " "))
        }
        if let elements = spec.elements { schema["items"] = value(elements) }
        if let delegate = spec.delegate {
            hold(delegate, &schema)
            return .object(schema)
        }
        if let inner = spec.members { members(inner, &schema) }
        if let any = spec.anyMember { schema["additionalProperties"] = value(any) }
        return .object(schema)
    }

    /// A plugin that takes other values otherwise than they are meant says so in `validate`; here they are as wrong.
    private func values(_ spec: KeySpec, _ schema: inout JSONObject) {
        if spec.foldsCase, !spec.values.isEmpty {
            schema["anyOf"] = [
                ["enum": .array(spec.values)], ["pattern": .string(Self.anyCase(spec.values.compactMap(\.string)))],
            ]
        } else if !spec.values.isEmpty {
            schema["enum"] = .array(spec.values)
        }
        if let minimum = spec.minimum { schema["minimum"] = .integer(minimum) }
        if let maximum = spec.maximum { schema["maximum"] = .integer(maximum) }
        for type in spec.types {
            switch type {
            case .array: bounds(spec, "minItems", "maxItems", &schema)
            case .object: bounds(spec, "minProperties", "maxProperties", &schema)
            // Of a text bytes are counted, and a schema counts characters: the longest is the same or more.
            case .string:
                // A text that has to be there is not empty.
                if spec.required == .always { schema["minLength"] = 1 }
                if let longest = spec.longest { schema["maxLength"] = .integer(longest) }
            case .integer, .number, .boolean: break
            }
        }
    }

    /// The regular expression of words whose letters may be large or small.
    private static func anyCase(_ words: [String]) -> String {
        let patterns = words.map { word in
            word.unicodeScalars.map { scalar -> String in
                let (small, large) = (scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping)
                if small != large { return "[\(small)\(large)]" }
                return "-_".unicodeScalars.contains(scalar) || scalar.properties.numericType != nil
                    ? String(scalar) : "\\" + String(scalar)
            }.joined()
        }
        return "^(\(patterns.joined(separator: "|")))$"
    }

    private func bounds(_ spec: KeySpec, _ least: String, _ most: String, _ schema: inout JSONObject) {
        if let shortest = spec.shortest { schema[least] = .integer(shortest) }
        if let longest = spec.longest { schema[most] = .integer(longest) }
    }
}

// What people read
extension KeySchema {
    private static func description(_ spec: KeySpec) -> String {
        var sentences = [spec.description]
        if let format = spec.format { sentences.append("It is \(format.phrase).") }
        if let unit = spec.unit { sentences.append("In \(unit).") }
        if let otherwise = spec.otherwise { sentences.append("Without it: \(otherwise)") }
        if let since = spec.since { sentences.append("Since \(since).") }
        return (sentences + standing(spec)).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func standing(_ spec: KeySpec) -> [String] {
        var sentences: [String] = []
        if let deprecated = spec.deprecated { sentences.append("Deprecated: write \(deprecated.instead).") }
        if let ignored = spec.ignored { sentences.append("Without effect: \(ignored)") }
        if let reserved = spec.reserved { sentences.append("Not to be written: \(reserved)") }
        return sentences
    }
}

// Objects that are another plugin's configuration
extension KeySchema {
    /// The name of a plugin's definition, by what it does there.
    static func name(of entry: PluginEntry, in role: PluginRole) -> String {
        role == .ipam ? "ipam.\(entry.type)" : "plugin.\(entry.type)"
    }

    /// The name of the definition of an object that is some plugin's configuration.
    static func name(of role: PluginRole) -> String { role == .ipam ? "ipam" : "interface" }

    static func reference(to role: PluginRole) -> JSONValue { ["$ref": .string("#/definitions/\(name(of: role))")] }

    /// One of the values of `type`, and what holds of an object that has it.
    struct Choice {
        private let names: [String]
        private let title: String
        /// The name of the definition that holds then.
        private let definition: String

        init(_ name: String, _ title: String, _ definition: String) {
            names = [name]
            self.title = title
            self.definition = definition
        }

        init(_ entry: PluginEntry, _ role: PluginRole) {
            names = [entry.type] + entry.aliases
            title = entry.title
            definition = KeySchema.name(of: entry, in: role)
        }

        var proposal: JSONValue { ["const": .string(names[0]), "description": .string(title)] }

        var condition: JSONValue {
            [
                "if": ["required": ["type"], "properties": ["type": ["enum": .array(names.map(JSONValue.string))]]],
                "then": ["$ref": .string("#/definitions/\(definition)")],
            ]
        }
    }

    private func hold(_ delegate: DelegateSpec, _ schema: inout JSONObject) {
        if !delegate.without.isEmpty {
            schema["properties"] = .object(JSONObject(delegate.without.map { .init(key: $0, value: false) }))
        }
        var conditions = [Self.reference(to: delegate.role)]
        if let assumed = entries.first(where: { $0.type == delegate.assumed }) {
            let name = Self.name(of: assumed, in: delegate.role)
            conditions.append(
                ["if": ["not": ["required": ["type"]]], "then": ["$ref": .string("#/definitions/\(name)")]])
        } else if delegate.role != .ipam {
            conditions.append(["required": ["type"]])
        }
        if !delegate.refused.isEmpty {
            let refused = JSONValue.array(delegate.refused.map(JSONValue.string))
            conditions.append(["properties": ["type": ["not": ["enum": refused]]]])
        }
        schema["allOf"] = .array(conditions)
    }
}
