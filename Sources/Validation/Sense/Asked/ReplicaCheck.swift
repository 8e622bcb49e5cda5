import ExactJSON
import Findings
import MarkedYAML
import MultiNetwork

/// A workload of several pods whose template asks for something that one pod alone can have.
struct ReplicaCheck: PodCheck {
    func check(_ pod: PodFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard pod.isTemplate, let (count, place) = Self.copies(of: pod) else { return }
        for use in pod.selections {
            for (key, what) in [("ips", "address"), ("mac", "MAC address")] {
                guard let member = use.element?.member(key), !member.value.value.isNull else { continue }
                sink.report(
                    .fixedForReplicas, at: member.spot,
                    "\(pod.title) makes \(count), and all of them ask for the same \(what) on \(use.selection.text)",
                    label: "one pod can have it",
                    notes: [
                        key == "ips"
                            ? "The second pod on a node is refused the address, or two pods answer for it."
                            : "Two pods with one MAC address take each other's packets."
                    ], related: [(place, "several pods")])
            }
        }
    }

    /// How many pods it makes, if that is more than one at a time.
    private static func copies(of pod: PodFacts) -> (String, Spot)? {
        guard let spec = pod.object.node["spec"] else { return nil }
        if pod.object.kind == "DaemonSet", let kind = pod.object.node["kind"] {
            return ("a pod on each node", pod.object.spot(kind))
        }
        let key = pod.object.kind == "Job" ? "parallelism" : "replicas"
        guard let value = spec[key], let count = value.scalar.flatMap({ Int($0.text) }), count > 1 else { return nil }
        return ("\(count) pods", pod.object.spot(value))
    }
}
