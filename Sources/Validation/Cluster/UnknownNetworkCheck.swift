import Findings
import MultiNetwork

/// A pod names a network that isn't there. Told only where definitions are among the input.
struct UnknownNetworkCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        if scope.definitions.isEmpty { return }
        var names = NetworkNames(scope.definitions.map(\.reference))
        for pod in scope.pods {
            for use in pod.selections + [pod.defaultNetwork].compactMap({ $0 }) {
                let wanted = use.selection.reference.description
                if names.contains(wanted) { continue }
                sink.report(
                    .unknownNetwork, at: use.spot, "network \"\(wanted)\" does not exist", label: names.advice(wanted))
            }
        }
    }
}
