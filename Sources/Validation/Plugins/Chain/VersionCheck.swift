import CNI
import Findings
import PluginCatalogue

/// Whether all plugins of a list speak its version, also those that plugins of the list run: a list has one, and no plugin
/// is asked before the ADD.
struct VersionCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        let entries = Self.entries(of: configuration, context)
        guard !entries.isEmpty, let parsed = try? NetworkConfiguration(configuration.root.value) else { return }
        let version = parsed.version
        // One that nobody knows is told with the form.
        guard version.isSupported else { return }
        let deaf = entries.filter { !$0.entry.versions.isEmpty && !$0.entry.versions.contains(version) }
        guard let first = deaf.first else { return }
        let common = entries.reduce(Set(first.entry.versions)) { versions, pair in
            pair.entry.versions.isEmpty ? versions : versions.intersection(pair.entry.versions)
        }
        let place = configuration.root.member("cniVersion") ?? configuration.root.member("cniVersions")
        let spot = place?.value.spot ?? configuration.root.spot
        guard let best = common.filter({ $0 != .unstated || place != nil }).max() else {
            sink.report(
                .noCommonVersion, at: spot, "there is no version of CNI that all plugins of this list speak",
                label: Self.spans(entries.map(\.entry)),
                notes: ["Plugins that don't go together can't be in one list."])
            return
        }
        let deafRunners = Set(deaf.filter(\.plugin.isOfList).map(\.plugin.type))
        var told = Set<String>()
        for (plugin, entry) in deaf where told.insert(plugin.type).inserted {
            // A plugin that refuses the version itself runs none.
            if !plugin.isOfList, deafRunners.contains(plugin.use.type) { continue }
            sink.report(
                .versionNotSpoken, at: spot, "\(plugin.type) doesn't speak CNI \(version)", label: Self.span(entry),
                notes: [
                    plugin.isOfList ? nil : "\(plugin.use.type) runs it, and hands the version of the list on to it.",
                    (place == nil ? "A configuration without \"cniVersion\" is one of 0.2.0. " : "")
                        + "The plugin refuses it with code 1; the highest version that all plugins here speak is \(best).",
                ].compactMap { $0 })
        }
    }

    /// The plugins that are called with the list's version; of those that plugins run the ones that are named.
    private static func entries(
        of configuration: ConfigurationFacts, _ context: ValidationContext
    ) -> [(plugin: NamedPlugin, entry: PluginEntry)] {
        NamedPlugin.all(of: configuration).compactMap { plugin in
            guard let entry = context.catalogue.entry(plugin.type) else { return nil }
            if plugin.isOfList { return (plugin, entry) }
            // Whoever takes no addresses doesn't run what gives them.
            guard let runner = context.catalogue.entry(plugin.use.type),
                runner.roles.contains(.meta) || runner.ipam != .none || runner.keys["ipam"] != nil
            else { return nil }
            return (plugin, entry)
        }
    }

    private static func spans(_ entries: [PluginEntry]) -> String {
        let texts = entries.prefix(6).map(span)
        return (texts + (entries.count > 6 ? ["…"] : [])).joined(separator: "; ")
    }

    /// `firewall: 0.4.0 to 1.1.0`.
    private static func span(_ entry: PluginEntry) -> String {
        guard let low = entry.versions.min(), let high = entry.versions.max() else { return entry.type }
        return low == high ? "\(entry.type): \(low)" : "\(entry.type): \(low) to \(high)"
    }
}
