import ExactJSON
import Findings
import PluginCatalogue
import Wording

/// Which plugins are named: known ones, in a role that they have.
struct PluginTypeCheck: ConfigurationCheck {
    /// Meta-plugins, which are configured in files of their own kind.
    private static let metaPlugins: Set<String> = ["tartan", "multus", "multus-shim"]

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            if Self.metaPlugins.contains(plugin.type) { continue }
            guard let type = plugin.cursor["type"] else { continue }
            if let entry = entry(plugin.type, type, context, &sink), entry.roles == [.ipam] {
                sink.report(
                    .misusedPlugin, at: type.spot, "\(entry.type) gives addresses and makes no interface",
                    label: "belongs into \"ipam\" of a plugin",
                    notes: ["As a plugin of its own it answers without an interface, or fails: the pod has none."])
            }
            guard let type = plugin.ipam?["type"], let name = type.value.string else { continue }
            if let entry = entry(name, type, context, &sink), !entry.roles.contains(.ipam) {
                sink.report(
                    .misusedPlugin, at: type.spot, "\(entry.type) gives no addresses",
                    label: "host-local, static, dhcp or whereabouts, for example",
                    notes: ["\(plugin.type.cutForMessage) calls it for addresses and gets none, so the pod fails."])
            }
        }
    }

    /// What is known of a plugin; where nothing is, that is told.
    private func entry(
        _ name: String, _ type: JSONCursor, _ context: ValidationContext, _ sink: inout FindingSink
    ) -> PluginEntry? {
        if let entry = context.catalogue.entry(name) { return entry }
        // What can't be the name of a file is told with the form.
        if name.utf8.contains(where: { "/\\".utf8.contains($0) || $0 < 0x20 || $0 == 0x7F }) || name.utf8.first == 0x20
            || name.utf8.last == 0x20 || LeftOver.placeholder(in: name)
        {
            return nil
        }
        if let near = Self.meant(by: name, context.catalogue) {
            sink.report(
                .misspeltPlugin, at: type.spot, "there is no known plugin \"\(name.cutForMessage)\"",
                label: "did you mean \"\(near)\"?",
                notes: ["It is the name of a binary's file; where there is none, the pod stays in ContainerCreating."],
                replacement: "\"\(near)\"")
        } else {
            sink.report(
                .unknownPlugin, at: type.spot, "the plugin \"\(name.cutForMessage)\" is in no catalogue",
                label: "its keys aren't checked",
                notes: ["Describe it in a file of your own: tartanctl validate --plugin-catalogue FOLDER FILE"])
        }
        return nil
    }

    /// The known plugin of which a name is a slip; nil for a known one, and for what may well be another plugin.
    static func meant(by name: String, _ catalogue: PluginCatalogue) -> String? {
        guard catalogue.entry(name) == nil else { return nil }
        return catalogue.nearest(to: name).first { isSlip(name, for: $0) }
    }

    /// Whether a name is so near a known one that nobody would call another plugin like that.
    private static func isSlip(_ name: String, for known: String) -> Bool {
        let (left, right) = (letters(name), letters(known))
        if left == right { return true }
        // dhcp6 may well be a plugin of its own.
        if left.filter({ !$0.isNumber }) == right.filter({ !$0.isNumber }) { return false }
        let distance = Spelling.distance(left, right, limit: 2)
        return distance == 1 && left.count > 3 || distance == 2 && left.count > 8
    }

    private static func letters(_ name: String) -> String {
        String(name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " && $0 != "." })
    }
}
