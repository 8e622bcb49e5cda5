import ExactJSON
import PluginCatalogue

/// The schema of CNI configurations and lists: of each plugin of the catalogue what it takes.
///
/// It is of JSON Schema's draft 7, which editors know best. Plugins that the catalogue doesn't have may have any key.
struct ConfigurationSchema {
    private let catalogue: PluginCatalogue
    private let entries: [PluginEntry]
    private let keys: KeySchema

    init(_ catalogue: PluginCatalogue) {
        self.catalogue = catalogue
        entries = catalogue.types.compactMap(catalogue.entry)
        keys = KeySchema(entries)
    }

    var json: JSONValue {
        [
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "CNI configuration or list of configurations",
            "type": "object",
            "if": ["required": ["plugins"]],
            "then": ["$ref": "#/definitions/list"],
            "else": ["$ref": "#/definitions/configuration"],
            "definitions": .object(definitions),
        ]
    }

    private var definitions: JSONObject {
        var definitions = JSONObject()
        definitions["list"] = list
        definitions["configuration"] = ["allOf": [["$ref": "#/definitions/plugin"], ["required": ["name"]]]]
        definitions["plugin"] = [
            "type": "object", "required": ["type"], "allOf": [KeySchema.reference(to: .interface)],
        ]
        definitions[KeySchema.name(of: .interface)] = choice(
            entries, .interface, own: [KeySchema.Choice("tartan", TartanSchema.title, TartanSchema.name)])
        let addressing = entries.filter { $0.roles.contains(.ipam) }
        definitions[KeySchema.name(of: .ipam)] = choice(addressing, .ipam)
        definitions[TartanSchema.name] = TartanSchema(keys, catalogue).json
        for entry in entries { definitions[KeySchema.name(of: entry, in: .interface)] = of(entry) }
        // Cilium's "ipam" without a type is its agent's, though it gives no addresses to others.
        for entry in entries where entry.roles.contains(.ipam) || !entry.ipamKeys.isEmpty {
            definitions[KeySchema.name(of: entry, in: .ipam)] = keys.object(
                entry.ipamKeys, title: entry.title, alsoTaking: ["type"])
        }
        return definitions
    }

    private var list: JSONValue {
        var list = keys.object(catalogue.listKeys, title: "CNI configuration list").object ?? JSONObject()
        var properties = list["properties"]?.object ?? JSONObject()
        var plugins = properties["plugins"]?.object ?? JSONObject()
        plugins["items"] = ["$ref": "#/definitions/plugin"]
        properties["plugins"] = .object(plugins)
        list["properties"] = .object(properties)
        return .object(list)
    }

    /// What holds of an object by its `type`, which may be missing.
    private func choice(
        _ entries: [PluginEntry], _ role: PluginRole, own: [KeySchema.Choice] = []
    ) -> JSONValue {
        let choices = entries.map { KeySchema.Choice($0, role) } + own
        return [
            "type": "object",
            "properties": [
                "type": [
                    "description": "The plugin: the file name of its binary.",
                    "anyOf": .array(choices.map(\.proposal) + [["type": "string", "minLength": 1]]),
                ]
            ],
            "allOf": .array(choices.map(\.condition)),
        ]
    }

    /// Beside its own keys a plugin's object may have those of a list, where it is the only plugin, and those that an IPAM
    /// plugin looks for beside `ipam`. That `type` is there is for those to say who refer to it by its type.
    private func of(_ entry: PluginEntry) -> JSONValue {
        let own = catalogue.keys(of: entry)
        let others = entry.ipam == .none ? [] : entries.filter { $0.roles.contains(.ipam) }.flatMap(\.keys.names)
        return keys.object(
            own.without("type"), title: entry.title, alsoTaking: ["type"] + catalogue.listKeys.names + others)
    }
}

extension KeySet {
    /// All keys but one.
    fileprivate func without(_ name: String) -> KeySet { KeySet(keys.filter { $0.name != name }) }
}
