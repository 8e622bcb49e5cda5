import Findings
import MultiNetwork

/// Definitions that Tartan's configuration names for all pods and that aren't there. Told only where definitions are among
/// the input; a plain name may be that of a file.
struct SettingNetworkCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        if scope.definitions.isEmpty || scope.metaPlugins.isEmpty { return }
        let known = Set(scope.definitions.map(\.reference))
        var names: NetworkNames?
        for settings in scope.metaPlugins where settings.program == .tartan {
            for place in settings.references where !known.contains(place.text) {
                let parts = place.text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
                // What can be no reference is told as that.
                guard parts.count == 2, let reference = try? NetworkReference(namespace: parts[0], name: parts[1])
                else {
                    continue
                }
                var found = names ?? NetworkNames(scope.definitions)
                sink.report(
                    .unknownNetwork, at: place.cursor.spot, "network \"\(reference)\" does not exist",
                    label: found.advice(reference).label(for: reference),
                    notes: [
                        "\"\(place.key)\" of \(settings.title) names it for every pod, so none of the node's can start until there is one."
                    ])
                names = found
            }
        }
    }
}
