import CNI
import ExactJSON
import LinuxSystem
import TartanStore

/// Pods that live and were attached without Tartan, or whose record is lost: by libcni's own notes of what runtimes
/// attached.
struct UnrecordedPodCheck: DoctorCheck {
    let id = "unrecorded-pods"

    private static let folder = "/var/lib/cni/results"

    private struct Attached {
        let pod: String
        let network: String
        let containerID: String
    }

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard node.isLive else { return .skipped(ExaminedNode.notLive) }
        guard let configuration = node.configuration, let store = try? node.store.opened.get() else {
            return .skipped("Tartan isn't configured, or there is no store that could be read")
        }
        let runtimes = node.runtimes
        let living = attached(node).filter { runtimes.runtime(of: $0.containerID) != nil }
        let without = living.filter { $0.network != configuration.name }
        let lost = living.filter { attached in
            attached.network == configuration.name
                && (try? store.sandbox(attached.containerID).interfaces())?.isEmpty == true
        }
        var findings: [DoctorFinding] = []
        if !without.isEmpty {
            findings.append(
                .warning(
                    "\(CollectReport.count(without.count, "pod")) \(without.count == 1 ? "was" : "were") attached without "
                        + "Tartan, and \(without.count == 1 ? "has" : "have") eth0 only.",
                    evidence: [Self.named(without, by: "network")],
                    repair: "what is to have further networks must be started anew: kubectl delete pod -n NAMESPACE POD"
                ))
        }
        if !lost.isEmpty {
            findings.append(
                .warning(
                    "\(CollectReport.count(lost.count, "pod")) of Tartan's \(lost.count == 1 ? "has" : "have") no record: it "
                        + "was removed, or lost in a power cut. What \(lost.count == 1 ? "its" : "their") DEL has to detach "
                        + "is found out from annotations and definitions then.",
                    evidence: [Self.named(lost, by: "network")]))
        }
        return .found(findings, else: "every pod that runs here has its record")
    }

    private static func named(_ pods: [Attached], by word: String) -> String {
        let shown = pods.prefix(5).map { "\($0.pod) (\(word) \"\($0.network)\")" }.joined(separator: ", ")
        return shown + (pods.count > 5 ? " and \(pods.count - 5) more." : ".")
    }

    private func attached(_ node: ExaminedNode) -> [Attached] {
        let names = (try? node.files.names(in: Self.folder)) ?? []
        return names.prefix(Limits.countedResults).compactMap { name in
            guard let bytes = try? node.files.read("\(Self.folder)/\(name)"),
                let value = try? JSONParser.parse(bytes, limit: Limits.configuration),
                let id = value["containerId"]?.string, let network = value["networkName"]?.string
            else { return nil }
            func argument(_ key: String) -> String? {
                value["cniArgs"]?.array?.first { $0.array?.first?.string == key }?.array?.last?.string
            }
            // Containers of nerdctl and podman have no pod.
            guard let namespace = argument("K8S_POD_NAMESPACE"), let pod = argument("K8S_POD_NAME") else { return nil }
            return Attached(pod: "\(namespace)/\(pod)", network: network, containerID: id)
        }
    }
}
