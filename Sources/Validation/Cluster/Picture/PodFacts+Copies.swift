import MarkedYAML

extension PodFacts {
    /// As far as the object says it; one of a machine, and of what runs now and then.
    var copies: Copies {
        let spec = object.node["spec"]
        switch object.kind {
        case "DaemonSet": return .onePerNode
        case "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "VirtualMachineInstanceReplicaSet":
            return .number(spec?["replicas"]?.scalar.flatMap { Int($0.text) }.map { max(0, $0) } ?? 1)
        case "Job":
            return .number(spec?["parallelism"]?.scalar.flatMap { Int($0.text) }.map { max(0, $0) } ?? 1)
        default: return .number(1)
        }
    }

    /// `3 pods`, `a pod on each node`.
    var copiesInWords: String {
        switch copies {
        case .number(let number): "\(number) pod\(number == 1 ? "" : "s")"
        case .onePerNode: "a pod on each node"
        }
    }

    /// All networks that it asks for, the one that replaces the cluster's first.
    var allUses: [SelectionUse] { [defaultNetwork].compactMap { $0 } + selections }

    /// The machine that a pod is made for: while it moves to another node it has two pods.
    var machine: String? {
        let labels = template["metadata"]?["labels"]
        let name = labels?["vm.kubevirt.io/name"]?.string ?? labels?["kubevirt.io/domain"]?.string
        return name.map { "\(namespace)/\($0)" }
    }

    /// Whether two pods may be one thing: the same machine's.
    func isSameMachine(as other: PodFacts) -> Bool { machine != nil && machine == other.machine }
}
