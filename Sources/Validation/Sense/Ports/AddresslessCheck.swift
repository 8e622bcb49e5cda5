import Findings
import PluginCatalogue

/// Plugins of a chain that have nothing to do where the interface has no address.
struct AddresslessCheck: ConfigurationCheck {
    private static let plugins = [
        ("portmap", "No port is mapped, whatever the pod asks for."),
        ("firewall", "No rule is written, so the node's firewall keeps what it has."),
    ]

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard configuration.plugins.count > 1, configuration.lacksAddresses(context),
            let maker = configuration.maker(context)
        else { return }
        for (type, note) in Self.plugins {
            for plugin in configuration.chained(type) {
                sink.report(
                    .rulesWithoutAddresses, at: plugin.cursor["type"]?.spot ?? plugin.cursor.spot,
                    "\(type) works by the interface's address, and that of \(maker.type) has none",
                    label: "\(maker.type) has no \"ipam\"", notes: [note])
            }
        }
    }
}
