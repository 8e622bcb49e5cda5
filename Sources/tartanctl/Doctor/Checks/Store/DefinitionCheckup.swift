import TartanStore

/// Definitions of the store that can't be used.
struct DefinitionCheckup: DoctorCheck {
    let id = "definitions"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard (try? node.store.opened.get()) != nil else { return .skipped("there is no store that could be read") }
        let findings = node.store.brokenDefinitions.map { key, why in
            DoctorFinding.problem(
                "Pods with \(key) can't start: the definition can't be used.", evidence: [node.onNode("\(why).")],
                repair: "kubectl get network-attachment-definitions -n \(key.namespace.shellWord) "
                    + "\(key.name.shellWord) -o json | sudo tartanctl apply -f -")
        }
        let number = CollectReport.count(node.store.definitions.count, "definition")
        return .found(findings, else: "\(number) of \(node.store.root) can be used")
    }
}
