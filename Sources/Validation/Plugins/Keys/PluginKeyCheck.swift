import ExactJSON
import Findings
import PluginCatalogue

/// Every key of a plugin's object, and of the objects in it, against the catalogue.
struct PluginKeyCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            guard let entry = context.catalogue.entry(plugin.type) else { continue }
            let ipam = plugin.ipam?["type"]?.value.string.flatMap { context.catalogue.entry($0) }
            let strays = StrayKeys(plugin, entry, addressesBy: ipam, in: configuration)
            KeyWalk(catalogue: context.catalogue, plugin: plugin.cursor, strays: strays)
                .walk(entry, addressesBy: ipam, &sink)
        }
    }
}
