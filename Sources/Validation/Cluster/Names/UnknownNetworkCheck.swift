import Findings
import MultiNetwork
import Wording

/// A pod names a network that isn't there. Told only where definitions are among the input.
struct UnknownNetworkCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        if picture.scope.definitions.isEmpty { return }
        let known = Set(picture.scope.definitions.map(\.reference))
        var names: KnownNames?
        for pod in picture.scope.pods {
            for use in pod.allUses where !known.contains(use.selection.reference.description) {
                var found = names ?? KnownNames(picture.scope.definitions)
                report(use, pod, found.advice(use.selection.reference), &sink)
                names = found
            }
        }
    }

    private func report(_ use: SelectionUse, _ pod: PodFacts, _ advice: KnownNames.Advice, _ sink: inout FindingSink) {
        let reference = use.selection.reference
        var notes: [String] = []
        switch advice {
        case .elsewhere(let namespaces):
            notes.append(
                use.element == nil && use.selection.text.utf8.contains(UInt8(ascii: "/"))
                    ? "There is a network of that name in \(Self.list(namespaces))."
                    : "Without a namespace it is looked for in \(reference.namespace); there is one in \(Self.list(namespaces))."
            )
        case .emptyNamespace: notes.append("There is no network at all in namespace \(reference.namespace).")
        case .near, .none: break
        }
        notes.append("\(pod.title) stays in ContainerCreating until there is one.")
        sink.report(
            .unknownNetwork, at: use.spot, "network \"\(reference)\" does not exist", label: advice.label(for: reference),
            notes: notes)
    }

    private static func list(_ names: [String]) -> String {
        names.count > 3 ? names.prefix(3).joined(separator: ", ") + ", …" : names.joined(separator: ", ")
    }
}

/// The names that networks have, to find the one that was meant.
private struct KnownNames {
    enum Advice {
        /// The same name in these namespaces.
        case elsewhere([String])
        case near(String)
        case emptyNamespace
        case none

        func label(for reference: NetworkReference) -> String? {
            switch self {
            case .elsewhere(let namespaces): namespaces.first.map { "there is \"\($0)/\(reference.name)\"" }
            case .near(let name): "did you mean \"\(name)\"?"
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

    mutating func advice(_ reference: NetworkReference) -> Advice {
        if let known = advice[reference] { return known }
        let found = search(reference)
        advice[reference] = found
        return found
    }

    private mutating func search(_ reference: NetworkReference) -> Advice {
        let names = namesOfNamespace[reference.namespace, default: []]
        if comparisons > 0 {
            comparisons -= names.count
            if let near = Spelling.closest(to: reference.name, in: names) { return .near("\(reference.namespace)/\(near)") }
        }
        if let namespaces = namespacesOfName[reference.name] { return .elsewhere(Set(namespaces).sorted()) }
        if names.isEmpty {
            if comparisons > 0 {
                let namespaces = namesOfNamespace.keys.sorted()
                comparisons -= namespaces.count
                if let near = Spelling.closest(to: reference.namespace, in: namespaces),
                    namesOfNamespace[near]?.contains(reference.name) == true
                {
                    return .near("\(near)/\(reference.name)")
                }
            }
            return .emptyNamespace
        }
        return .none
    }
}
