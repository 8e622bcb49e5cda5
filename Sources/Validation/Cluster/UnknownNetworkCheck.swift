import Findings
import MultiNetwork
import Wording

/// A pod names a network that isn't there. Told only where definitions are among the input.
struct UnknownNetworkCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        if scope.definitions.isEmpty { return }
        let known = Set(scope.definitions.map(\.reference))
        // Many pods may have the same mistake: the nearest names are looked for once.
        var labels: [String: String?] = [:]
        for pod in scope.pods {
            for use in pod.selections + [pod.defaultNetwork].compactMap({ $0 }) {
                let wanted = use.selection.reference.description
                if known.contains(wanted) { continue }
                let label = labels[wanted] ?? Self.label(wanted, known)
                labels[wanted] = label
                sink.report(.unknownNetwork, at: use.spot, "network \"\(wanted)\" does not exist", label: label)
            }
        }
    }

    /// The same name in another namespace, or names that are nearly the same.
    private static func label(_ wanted: String, _ known: Set<String>) -> String? {
        let name = wanted.split(separator: "/").last ?? ""
        let elsewhere = known.filter { $0.split(separator: "/").last == name }.sorted()
        if let first = elsewhere.first { return "there is \"\(first)\"" }
        let near = Spelling.nearest(to: wanted, in: known.sorted(), count: 2)
        return near.isEmpty ? nil : "did you mean " + near.map { "\"\($0)\"" }.joined(separator: " or ") + "?"
    }
}
