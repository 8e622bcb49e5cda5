import ExactJSON
import Findings
import PluginCatalogue

/// Whether a plugin that needs addresses names a plugin that gives them, and one that takes none doesn't.
struct AddressingCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            guard let entry = context.catalogue.entry(plugin.type) else { continue }
            let ipam = plugin.cursor.member("ipam")
            let isGiven = ipam.map { KeyCondition.isGiven($0.value.value) } ?? false
            switch entry.ipam {
            case .none:
                guard let ipam, isGiven, entry.keys["ipam"] == nil else { continue }
                sink.report(
                    .needlessAddresses, at: ipam.spot, "\(plugin.type) takes no \"ipam\"",
                    label: "it has no effect",
                    notes: ["Addresses belong to the plugin that makes the interface: put it there."])
            case .required: checkRequired(plugin, ipam, &sink)
            case .requiredFirst: if plugin.index == 0 { checkRequired(plugin, ipam, &sink) }
            case .optional:
                guard let ipam, isGiven, ipam.value.value.object != nil, plugin.ipam == nil else { continue }
                sink.report(
                    .addressesWithoutPlugin, at: ipam.spot, "\"ipam\" of \(plugin.type) names no plugin",
                    label: "\"type\" is missing",
                    notes: ["Without it the interface has no address, and what stands here is not read."])
            case .own: break
            }
        }
    }

    private func checkRequired(_ plugin: PluginUse, _ ipam: JSONCursor.Member?, _ sink: inout FindingSink) {
        if plugin.ipam != nil { return }
        // Of another type than an object: told with the keys.
        if let ipam, ipam.value.value.object == nil, !ipam.value.value.isNull { return }
        let type = plugin.cursor.member("type")
        sink.report(
            .noAddresses, at: ipam?.spot ?? type?.value.spot ?? plugin.cursor.spot,
            "\(plugin.type) needs \"ipam\" with a \"type\"", label: "who gives the addresses?",
            notes: ["\(plugin.type) fails without it."])
    }
}
