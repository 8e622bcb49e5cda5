import Validation

/// containerd attaches Tartan's network alone.
struct NetworksPerPodCheck: DoctorCheck {
    let id = "networks-per-pod"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let runtime = node.runtime, runtime.kind == .containerd else {
            return .skipped("only containerd attaches several files")
        }
        guard runtime.networksPerPod != 1, (node.folder?.files.count ?? 0) > 1 else {
            return .passed("containerd attaches one network to each pod")
        }
        let number = runtime.networksPerPod <= 0 ? "every file" : "\(runtime.networksPerPod) files"
        return .found([
            .problem(
                "containerd attaches \(number) of \(node.folderPath) to each pod, the cluster network's once more as eth1.",
                evidence: ["max_conf_num = \(runtime.networksPerPod) in \(runtime.file ?? "")."],
                repair: "set it to 1, then: sudo systemctl restart containerd")
        ])
    }
}
