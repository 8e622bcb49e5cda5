import MultiNetwork
import Wording

/// The names that networks have, to find the one that was meant.
struct NetworkNames {
    enum Advice {
        /// The same name in these namespaces.
        case elsewhere([String])
        /// Names that are nearly the same, the nearest first.
        case near([String])
        case emptyNamespace
        case none

        func label(for reference: NetworkReference) -> String? {
            switch self {
            case .elsewhere(let namespaces): namespaces.first.map { "there is \"\($0)/\(reference.name)\"" }
            case .near(let names): "did you mean " + names.map { "\"\($0)\"" }.joined(separator: " or ") + "?"
            case .emptyNamespace, .none: nil
            }
        }
    }

    private var namespacesOfName: [String: [String]] = [:]
    private var namesOfNamespace: [String: [String]] = [:]
    private var advice: [NetworkReference: Advice] = [:]
    /// Names that are compared at the most: of a thousand wrong ones nobody needs a proposal for each.
    private var comparisons = 100_000

    init(_ definitions: [DefinitionFacts]) {
        for definition in definitions {
            namespacesOfName[definition.name, default: []].append(definition.namespace)
            namesOfNamespace[definition.namespace, default: []].append(definition.name)
        }
    }

    /// For each network that a pod names and that isn't there.
    static func advice(_ scope: Scope) -> [NetworkReference: Advice] {
        if scope.definitions.isEmpty { return [:] }
        let known = Set(scope.definitions.map(\.reference))
        var names: NetworkNames?
        for reference in scope.pods.lazy.flatMap(\.allUses).map(\.selection.reference)
        where !known.contains(reference.description) {
            var found = names ?? NetworkNames(scope.definitions)
            _ = found.advice(reference)
            names = found
        }
        return names?.advice ?? [:]
    }

    mutating func advice(_ reference: NetworkReference) -> Advice {
        if let known = advice[reference] { return known }
        let found = search(reference)
        advice[reference] = found
        return found
    }

    private mutating func search(_ reference: NetworkReference) -> Advice {
        if let namespaces = namespacesOfName[reference.name] { return .elsewhere(Set(namespaces).sorted()) }
        let names = namesOfNamespace[reference.namespace, default: []]
        if comparisons > 0 {
            comparisons -= names.count
            let near = Spelling.nearest(to: reference.name, in: names, count: 2)
            if !near.isEmpty { return .near(near.map { "\(reference.namespace)/\($0)" }) }
        }
        return names.isEmpty ? .emptyNamespace : .none
    }
}
