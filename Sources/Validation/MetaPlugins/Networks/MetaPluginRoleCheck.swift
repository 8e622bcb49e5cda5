import Findings

/// Meta-plugins where a plugin is to be that makes one network.
struct MetaPluginRoleCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        let uses = configuration.plugins.filter { MetaPluginFacts.types.contains($0.type) }
        switch configuration.owner {
        // Told with the configuration that has them.
        case .delegate: break
        case .definition:
            for use in uses { Self.report(use, in: configuration.title, &sink) }
        case .file:
            guard let first = uses.first else { return }
            for second in uses.dropFirst() {
                sink.report(
                    .twoMetaPlugins, at: (second.cursor["type"] ?? second.cursor).spot,
                    first.type == second.type
                        ? "\(first.type) is twice in one list" : "\(first.type) and \(second.type) are in one list",
                    label: "the second meta-plugin",
                    notes: [
                        "Each attaches all of a pod's networks, so the second finds every interface taken and fails."
                    ],
                    related: [((first.cursor["type"] ?? first.cursor).spot, "the first")])
            }
        }
    }

    static func report(_ plugin: PluginUse, in place: String, _ sink: inout FindingSink) {
        sink.report(
            .metaPluginAsNetwork, at: (plugin.cursor["type"] ?? plugin.cursor).spot,
            "\(place) is of \(plugin.type), which makes no network but calls the plugins that do",
            label: "no meta-plugin can be here",
            notes: [
                "It would look for the same pod's networks again: Tartan refuses it, Multus calls itself until the runtime gives up."
            ])
    }
}
