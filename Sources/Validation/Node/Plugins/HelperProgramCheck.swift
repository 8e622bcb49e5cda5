import Findings
import PluginCatalogue

/// Programs that plugins run, apart from other plugins.
struct HelperProgramCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let programs = node.facts.programs else { return }
        for configuration in node.configurations {
            for plugin in NamedPlugin.all(of: configuration) {
                guard let entry = node.context.catalogue.entry(plugin.type) else { continue }
                var told = Set<[String]>()
                for need in entry.binaries where need.place == .path && plugin.use.meets(need.when) {
                    guard programs.isDisjoint(with: need.names), told.insert(need.names).inserted else { continue }
                    let names = need.names.joined(separator: " or ")
                    sink.report(
                        .helperMissing, at: plugin.cursor.spot,
                        "\(plugin.type) runs \(names), and \(node.facts.name) has no such program in PATH",
                        label: "needs \(names)",
                        notes: [
                            "The runtime's PATH counts: under systemd /usr/local/sbin to /bin, not that of a shell.",
                            "The ADD fails as soon as the plugin has something to write with it.",
                        ])
                }
            }
        }
    }
}
