import CNI
import Validation

/// The runtime calls Tartan at all.
struct RuntimeChoiceCheck: DoctorCheck {
    let id = "runtime-choice"

    func look(at node: ExaminedNode) -> CheckOutcome {
        let runtime = node.runtime?.kind.rawValue ?? "the runtime"
        switch node.choice {
        case .takes(let name):
            let path = "\(node.folderPath)/\(name)"
            if node.folder?.tartan.contains(name) == true {
                let why = node.runtime?.defaultNetwork.map { "it has the network \"\($0)\"" } ?? "it sorts first"
                return .passed("\(runtime) takes \(path): \(why)")
            }
            return .found([takesAnother(name, node)])
        case .stopsAt(let name, let why):
            let path = "\(node.folderPath)/\(name)"
            return .found([
                .problem(
                    "No pod can start: containerd stops at \(path), which it can't use.", evidence: ["\(why)."],
                    repair:
                        "mend it, or put it out of the way: sudo mv \(node.word(path)) \(node.word(path + ".broken"))")
            ])
        case .lacks(let network):
            return .found([
                .problem(
                    "No pod can start: CRI-O is to take the network \"\(network)\", and no file in \(node.folderPath) has it.",
                    evidence: ["cni_default_network in \(node.runtime?.file ?? "")."],
                    repair: "take that line out, then: sudo systemctl restart crio")
            ])
        case .nothing:
            return .found([
                .problem(
                    "No pod can start: \(node.folderPath) "
                        + (node.folder == nil ? "is not there." : "has no configuration that \(runtime) can use."),
                    evidence: hidden(node) + (node.folder?.files.compactMap(\.problem).map { $0 + "." } ?? []),
                    repair: node.command("init --apply"))
            ])
        }
    }

    private func takesAnother(_ name: String, _ node: ExaminedNode) -> DoctorFinding {
        let path = "\(node.folderPath)/\(name)"
        let message = "The runtime does not use Tartan: it takes \(path)"
        let file = node.folder?.files.first { $0.name == name }
        if file?.isMultus == true {
            return .problem("\(message), which is Multus'.", evidence: hidden(node), repair: node.command("migrate"))
        }
        guard let own = node.folder?.files.first(where: { $0.isTartan }) else {
            return .problem(
                "\(message), and no file there has Tartan in it.", evidence: hidden(node) + Self.writer(file),
                repair: node.command("init --apply"))
        }
        if let problem = own.problem {
            return .problem(
                "\(message), because it can't use \(node.folderPath)/\(own.name).", evidence: ["\(problem)."],
                repair: "mend it: docs/configuration.md has a row for each key")
        }
        if let network = node.runtime?.defaultNetwork {
            return .problem(
                "\(message), because CRI-O is to take the network \"\(network)\".",
                evidence: ["cni_default_network in \(node.runtime?.file ?? "")."],
                repair: "take that line out, then: sudo systemctl restart crio")
        }
        if name.utf8.lexicographicallyPrecedes(own.name.utf8) {
            return .problem(
                "\(message) (sorts before \(own.name)).", evidence: hidden(node) + Self.writer(file),
                repair: node.command("init --apply"))
        }
        let missing = own.types.filter { !node.binaries.isThere($0) }.joined(separator: ", ")
        return .problem(
            "\(message), because CRI-O passes over \(own.name): \(missing) is not in \(node.binaries.place).",
            repair: TartanBinaryCheck.install(node))
    }

    /// Who writes such a file, and how it is made to write elsewhere.
    static func writer(_ file: RuntimeFile?) -> [String] {
        guard let file, let configuration = file.configuration.flatMap({ try? NetworkConfiguration($0) }) else {
            return []
        }
        let kind = ClusterNetworkKind(configuration, file: file.name)
        guard let installer = kind.installer, let redirection = kind.redirection else { return [] }
        return ["\(installer) writes it, and writes it again. To have it write elsewhere: \(redirection)."]
    }

    private func hidden(_ node: ExaminedNode) -> [String] {
        (node.folder?.hiddenByCilium ?? []).filter { $0.contains("tartan") }.map {
            "Cilium put Tartan's file out of the way: \(node.folderPath)/\($0). Without cni.exclusive=false it will again."
        }
    }
}
