import ExactJSON
import PluginCatalogue

/// A plugin that a configuration names: one of its list, the one of its addresses, or one that another plugin runs.
struct NamedPlugin {
    let configuration: ConfigurationFacts
    /// That of the list.
    let use: PluginUse
    let type: String
    /// Where it is named.
    let cursor: JSONCursor

    var isOfList: Bool { cursor.offset == use.cursor["type"]?.offset }

    static func all(of configuration: ConfigurationFacts) -> [NamedPlugin] {
        configuration.plugins.flatMap { use in
            [use.cursor["type"], use.ipam?["type"], use.cursor["delegate"]?["type"]].compactMap { cursor in
                guard let cursor, let type = cursor.value.string, isFileName(type) else { return nil }
                return NamedPlugin(configuration: configuration, use: use, type: type, cursor: cursor)
            }
        }
    }

    /// What can't be one is told with the form.
    private static func isFileName(_ type: String) -> Bool {
        !type.isEmpty && type.utf8.count <= 255 && !type.hasPrefix(".")
            && type.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
    }
}

extension PluginUse {
    /// Whether everything that is named holds of this plugin's object.
    func meets(_ conditions: [KeyCondition]) -> Bool {
        conditions.allSatisfy { $0.holds(for: value(at: $0.key)?.value) }
    }

    /// - Parameter way: a key, or keys with slashes between them.
    func value(at way: String) -> JSONCursor? {
        var found: JSONCursor? = cursor
        for key in way.split(separator: "/") { found = found?[String(key)] }
        return found
    }
}
