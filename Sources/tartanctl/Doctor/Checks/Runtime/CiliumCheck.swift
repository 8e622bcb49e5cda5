/// An exclusive Cilium renames every file that isn't its own.
struct CiliumCheck: DoctorCheck {
    let id = "cilium"

    func look(at node: ExaminedNode) -> CheckOutcome {
        let hidden = node.folder?.hiddenByCilium ?? []
        guard !hidden.isEmpty else { return .passed("Cilium has put no configuration out of the way") }
        let names = hidden.map { "\(node.folderPath)/\($0)" }.joined(separator: ", ")
        return .found([
            .warning(
                "Cilium has put \(hidden.count == 1 ? "a configuration" : "configurations") out of the way, and will do "
                    + "so with Tartan's while it is exclusive.", evidence: ["\(names)."],
                repair:
                    "give it a folder of its own, or end it: helm upgrade cilium cilium/cilium -n kube-system --reuse-values "
                    + "--set cni.confPath=/etc/cni/tartan.d, or --set cni.exclusive=false; "
                    + "then: sudo rm \(hidden.map { node.word("\(node.folderPath)/\($0)") }.joined(separator: " "))")
        ])
    }
}
