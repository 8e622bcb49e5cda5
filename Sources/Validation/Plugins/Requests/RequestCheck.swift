import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// Whether the networks that a pod asks something of can do it: the capability is declared, the key of `cni-args` is read.
struct RequestCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = scope.networks
        for pod in scope.pods {
            for use in pod.selections {
                guard let configuration = networks[use.selection.reference.description]?.configuration else { continue }
                checkCapabilities(use, configuration, &sink)
                checkArguments(use, configuration, context, &sink)
            }
        }
    }

    private func checkCapabilities(_ use: SelectionUse, _ configuration: ConfigurationFacts, _ sink: inout FindingSink)
    {
        // Files beside the list may declare it.
        for argument in use.selection.capabilityArguments {
            let declares = configuration.plugins.contains {
                $0.cursor["capabilities"]?[argument.capability]?.value.boolean == true
            }
            if declares || argument.capability == "deviceID" { continue }
            sink.report(
                .undeclaredCapability, at: use.element?.member(argument.key)?.spot ?? use.spot,
                "no plugin of \(configuration.title) declares the capability \"\(argument.capability)\"",
                label: "it can't be handed over",
                notes: [
                    "Tartan fails the pod, other programs start it without what it asks for.",
                    "Write \"capabilities\": {\"\(argument.capability)\": true} into the plugin that is to get the value.",
                ], related: place(of: configuration))
        }
    }

    private func checkArguments(
        _ use: SelectionUse, _ configuration: ConfigurationFacts, _ context: ValidationContext,
        _ sink: inout FindingSink
    ) {
        guard let arguments = use.element?["cni-args"] else { return }
        let types = configuration.plugins.flatMap { [$0.type, $0.ipam?["type"]?.value.string].compactMap { $0 } }
        let entries = types.compactMap { context.catalogue.entry($0) }
        guard entries.count == types.count, !entries.contains(where: { $0.roles.contains(.meta) }) else { return }
        for member in arguments.members where !entries.contains(where: { $0.arguments[member.key] != nil }) {
            sink.report(
                .unreadArgument, at: member.spot,
                "no plugin of \(configuration.title) reads \"\(member.key)\" of cni-args",
                notes: ["It is handed over as args.cni, and has no effect."], related: place(of: configuration))
        }
    }

    private func place(of configuration: ConfigurationFacts) -> [(Spot, String)] {
        guard let type = configuration.plugins.first?.cursor["type"] else { return [] }
        return [(type.spot, "its plugin")]
    }
}

extension Scope {
    /// Definitions by `namespace/name`; of several with one name the first.
    package var networks: [String: DefinitionFacts] {
        Dictionary(definitions.map { ($0.reference, $0) }) { first, _ in first }
    }
}
