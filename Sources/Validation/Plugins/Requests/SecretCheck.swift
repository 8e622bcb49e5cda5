import Findings
import PluginCatalogue

/// Secrets in definitions, which everybody may read who may read the namespace's objects.
struct SecretCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        for definition in scope.definitions {
            for plugin in definition.configuration?.plugins ?? [] {
                guard let entry = context.catalogue.entry(plugin.type) else { continue }
                var found = FindingSink()
                KeyWalk(catalogue: context.catalogue, plugin: plugin.cursor).walk(
                    entry, addressesBy: nil,
                    visit: { visit in
                        guard visit.spec?.isSecret == true, KeyCondition.isGiven(visit.member.value.value) else {
                            return
                        }
                        found.report(
                            .secretInDefinition, at: visit.member.spot,
                            "network \(definition.reference) holds a secret: \"\(visit.member.key)\" of \(visit.type)",
                            notes: [
                                "Whoever may read definitions can read it; a file of the node, or a kubeconfig, keeps it from them."
                            ])
                    }, object: { _ in }, element: { _, _, _ in })
                sink.append(found)
            }
        }
    }
}
