import Validation

/// The plugin itself is where the runtime looks, and works.
struct TartanBinaryCheck: DoctorCheck {
    let id = "tartan-binary"

    func look(at node: ExaminedNode) -> CheckOutcome {
        let binary = node.binaries.binary("tartan")
        if let problem = binary.problem("the plugin tartan", "\(node.binaries.place), where the runtime looks") {
            return .found([.problem("No pod can start: \(problem).", repair: Self.install(node))])
        }
        let versions: String
        if case .speaks(let list) = binary.state {
            versions = ", which speaks CNI \(list.joined(separator: ", "))"
        } else {
            versions = ""
        }
        return .passed("the runtime finds \(binary.path ?? "")\(versions)")
    }

    static func install(_ node: ExaminedNode) -> String {
        "sudo install -m 0755 bin/tartan \(node.word(node.binaries.folders.first ?? "/opt/cni/bin"))/"
    }
}
