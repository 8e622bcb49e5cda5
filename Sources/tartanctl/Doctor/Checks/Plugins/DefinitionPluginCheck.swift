import TartanCore
import TartanStore
import Validation

/// The binaries that definitions of the store name.
struct DefinitionPluginCheck: DoctorCheck {
    let id = "definition-plugins"

    func look(at node: ExaminedNode) -> CheckOutcome {
        let definitions = node.store.definitions
        guard !definitions.isEmpty else { return .skipped("there are no definitions in \(node.store.root)") }
        let folder = node.configuration?.settings?.binaryFolder
        var users: [(problem: String, networks: [String])] = []
        for (key, configuration) in definitions {
            guard let configuration else { continue }
            for type in PluginUse.types(of: configuration) {
                let binary = node.binaries.binary(type, folder: folder)
                guard let problem = binary.problem("the binary \"\(type)\"", node.binaries.place) else { continue }
                if let index = users.firstIndex(where: { $0.problem == problem }) {
                    users[index].networks.append(key.description)
                } else {
                    users.append((problem, [key.description]))
                }
            }
        }
        let findings = users.map { user in
            let more = user.networks.count > 5 ? " and \(user.networks.count - 5) more" : ""
            return DoctorFinding.warning(
                "Pods with \(user.networks.prefix(5).joined(separator: ", "))\(more) can't start here: \(user.problem).",
                repair: "put it there, or see that no such pod comes to this node")
        }
        return .found(findings, else: "every binary that a definition names is there")
    }
}
