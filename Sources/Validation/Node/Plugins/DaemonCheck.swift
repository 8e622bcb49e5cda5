import Findings
import PluginCatalogue

/// Daemons without which plugins do nothing.
struct DaemonCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let files = node.facts.files else { return }
        for configuration in node.configurations {
            for plugin in NamedPlugin.all(of: configuration) {
                guard let entry = node.context.catalogue.entry(plugin.type) else { continue }
                for probe in DaemonProbe.all(of: plugin, entry) where !files.contains(probe.path) {
                    sink.report(
                        .daemonMissing, at: (probe.cursor ?? plugin.cursor).spot,
                        "\(plugin.type) needs \(probe.daemon), and \(probe.path) is not there",
                        label: probe.isSocket ? "a socket of a daemon" : "a file that a daemon writes",
                        notes: [
                            "Until it is, every ADD and most DELs of \(configuration.title) fail on \(node.facts.name)."
                        ])
                }
            }
        }
    }
}
