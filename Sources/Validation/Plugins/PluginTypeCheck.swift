import Findings
import PluginCatalogue

/// Which plugins are named: known ones, in the role that they have.
struct PluginTypeCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            guard let type = plugin.cursor["type"] else { continue }
            let entry = named(plugin.type, type, context, &sink)
            if let entry, entry.roles == [.ipam] {
                sink.report(
                    .addressPluginInList, at: type.spot, "\(plugin.type) gives addresses and makes no interface",
                    label: "belongs into \"ipam\" of a plugin",
                    notes: ["Called as a plugin of a list it answers without an interface, or fails."])
            }
            guard let ipam = plugin.ipam, let type = ipam["type"], let name = type.value.string else { continue }
            if let entry = named(name, type, context, &sink), !entry.roles.contains(.ipam) {
                sink.report(
                    .notAnAddressPlugin, at: type.spot, "\(name) gives no addresses",
                    label: "an IPAM plugin such as host-local, static, dhcp, whereabouts")
            }
        }
    }

    private func named(
        _ name: String, _ type: JSONCursor, _ context: ValidationContext, _ sink: inout FindingSink
    ) -> PluginEntry? {
        if let entry = context.catalogue.entry(name) { return entry }
        if let near = context.catalogue.nearest(to: name).first {
            sink.report(
                .misspeltPlugin, at: type.spot, "there is no plugin \"\(name)\" that Tartan knows",
                label: "did you mean \"\(near)\"?",
                notes: ["The type is the file name of a binary; if there is none, the pod stays in ContainerCreating."],
                replacement: "\"\(near)\"")
        } else {
            sink.report(
                .unknownPlugin, at: type.spot, "the plugin \"\(name)\" is in no catalogue",
                label: "its keys are not checked", notes: ["A catalogue of your own: --plugin-catalogue FOLDER"])
        }
        return nil
    }
}
