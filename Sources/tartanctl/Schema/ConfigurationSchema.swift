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
        definitions["plugin"] = plugin
        for entry in entries { definitions[KeySchema.name(of: entry, in: .interface)] = of(entry) }
        for entry in entries where entry.roles.contains(.ipam) {
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

    private var plugin: JSONValue {
        let names = entries.map { entry -> JSONValue in
            ["const": .string(entry.type), "description": .string(entry.title)]
        }
        return [
            "type": "object",
            "required": ["type"],
            "properties": [
                "type": [
                    "description": "The plugin: the file name of its binary.",
                    "anyOf": .array(names + [["type": "string", "minLength": 1]]),
                ]
            ],
            "allOf": .array(entries.map { KeySchema.reference(to: $0, in: .interface) }),
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
