import ExactJSON
import TartanCore

/// The configuration of a plugin that calls others for all of a pod's networks: Tartan's, Multus' or that of Multus' daemon.
package struct MetaPluginFacts: Sendable {
    package enum Program: Sendable, Equatable, CaseIterable {
        case tartan
        /// Multus' thin plugin.
        case multus
        /// What the runtime starts of Multus' thick plugin; it hands its configuration on to the daemon.
        case shim
        /// The daemon of Multus' thick plugin; it lays the keys of its file over the shim's.
        case daemon
    }

    package let program: Program
    /// As messages name it: the plugin's type, `Multus' daemon`.
    package let title: String
    /// The plugin's object, or the daemon's whole file.
    package let object: JSONCursor
    /// Nil for the daemon's file.
    package let configuration: ConfigurationFacts?
    /// The file's path as it was given.
    package let file: String
    private let members: [String: JSONCursor.Member]
    /// Keys that the program doesn't have, and what each was probably meant for.
    let unknown: [(member: JSONCursor.Member, near: String?)]

    /// Types under which meta-plugins are known.
    package static let types: Set<String> = ["tartan", "multus", "multus-shim"]

    private init(_ program: Program, _ title: String, _ object: JSONCursor, _ configuration: ConfigurationFacts?) {
        self.program = program
        self.title = title
        self.object = object
        self.configuration = configuration
        file = object.text.file.name
        var members: [String: JSONCursor.Member] = [:]
        for member in object.members {
            let folded = member.key.lowercased()
            // As Tartan has it: one in other letters counts where the exact one is missing.
            if let known = members[folded], Self.isExact(known.key), !Self.isExact(member.key) { continue }
            members[folded] = member
        }
        self.members = members
        unknown = SettingNames(program: program).unknown(object)
    }

    private static func isExact(_ key: String) -> Bool {
        Settings.keys.contains(key) || MultusKey.named(key)?.name == key
    }

    /// Those of a file's plugins that are meta-plugins.
    package static func all(of configuration: ConfigurationFacts) -> [MetaPluginFacts] {
        guard case .file = configuration.owner else { return [] }
        return configuration.plugins.compactMap { plugin in
            guard types.contains(plugin.type) else { return nil }
            return MetaPluginFacts(program(of: plugin), plugin.type, plugin.cursor, configuration)
        }
    }

    /// The file of Multus' daemon.
    package static func daemon(_ root: JSONCursor) -> MetaPluginFacts {
        MetaPluginFacts(.daemon, "Multus' daemon", root, nil)
    }

    /// In the place of Multus Tartan keeps its type; told by keys that Multus doesn't have.
    private static func program(of plugin: PluginUse) -> Program {
        if plugin.type == "tartan" { return .tartan }
        if plugin.type == "multus-shim" { return .shim }
        let ownKeys = Settings.keys.filter { MultusKey.named($0) == nil && $0 != "cni.dev/valid-attachments" }
        return ownKeys.contains { plugin.cursor[$0] != nil } ? .tartan : .multus
    }
}

extension MetaPluginFacts {
    /// A key's member, whatever its letter case; nil where it is absent or null.
    func member(_ key: String) -> JSONCursor.Member? {
        members[key.lowercased()].flatMap { $0.value.value.isNull ? nil : $0 }
    }

    /// A text that is not empty.
    func text(_ key: String) -> String? { member(key)?.value.value.string.flatMap { $0.isEmpty ? nil : $0 } }

    func flag(_ key: String) -> Bool? { member(key)?.value.value.boolean }

    /// Those elements of a list that are texts, none of them empty.
    func texts(_ key: String) -> [(cursor: JSONCursor, text: String)] {
        (member(key)?.value.elements ?? []).compactMap { cursor in
            cursor.value.string.flatMap { $0.isEmpty ? nil : (cursor, $0) }
        }
    }

    /// What it names as networks of every pod: the cluster network first.
    var references: [(key: String, cursor: JSONCursor, text: String)] {
        let cluster = member("clusterNetwork").flatMap { member in
            text("clusterNetwork").map { (key: "clusterNetwork", cursor: member.value, text: $0) }
        }
        let defaults = texts("defaultNetworks").map { (key: "defaultNetworks", cursor: $0.cursor, text: $0.text) }
        return (cluster.map { [$0] } ?? []) + defaults
    }

    /// Inline configurations, if they are looked at.
    var delegates: [JSONCursor] { text("clusterNetwork") == nil ? member("delegates")?.value.elements ?? [] : [] }

    /// Where a finding about the whole points: its type, or the file's object.
    var spot: Spot { object["type"]?.spot ?? object.spot }

    var isMultus: Bool { program != .tartan }

    /// Whether there is a key that nobody knows and that was probably meant for this one.
    func isMisspelt(_ key: String) -> Bool { unknown.contains { $0.near == key } }
}
