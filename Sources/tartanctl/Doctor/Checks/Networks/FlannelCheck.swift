import CNI
import ExactJSON
import LinuxSystem
import TartanCore

/// Flannel's lease: there, and the one by which the bridge was made.
struct FlannelCheck: DoctorCheck {
    let id = "flannel"

    func look(at node: ExaminedNode) -> CheckOutcome {
        let plugins = node.networks.flatMap { $0.configuration?.plugins ?? [] }.filter { $0.type == "flannel" }
        guard !plugins.isEmpty else { return .skipped("no network of every pod is Flannel's") }
        var findings: [DoctorFinding] = []
        var good: [String] = []
        for plugin in plugins {
            let path = plugin.object["subnetFile"]?.string ?? SubnetFile.usualPath
            guard let bytes = try? node.files.read(path, limit: Limits.processFile) else {
                if node.files.root == nil || node.isLive { findings.append(missing(path)) }
                continue
            }
            let file = SubnetFile(bytes)
            guard let subnet = file.subnet, file.lacking.isEmpty else {
                findings.append(
                    .problem(
                        "No pod can start: \(path) lacks \(file.lacking.joined(separator: ", ")).", repair: Self.restart
                    ))
                continue
            }
            let type = plugin.object["delegate"]?["type"]?.string ?? "bridge"
            let bridge = plugin.object["delegate"]?["bridge"]?.string ?? "cni0"
            if type == "bridge", let finding = compare(bridge, subnet, path, plugin.object, node) {
                findings.append(finding)
            } else {
                good.append("\(path) has \(subnet)")
            }
        }
        return .found(
            findings, else: good.isEmpty ? "Flannel's lease is the running node's alone" : good.joined(separator: "; "))
    }

    private static let restart =
        "look at Flannel's pod on this node: kubectl -n kube-flannel get pods -o wide; kubectl -n kube-flannel logs POD"

    private func missing(_ path: String) -> DoctorFinding {
        .problem(
            "No pod can start: \(path) is not there, so flanneld hasn't got this node's range since the boot.",
            repair: Self.restart)
    }

    /// The bridge plugin refuses a bridge that has another address than the one it is to give.
    private func compare(
        _ bridge: String, _ subnet: String, _ path: String, _ plugin: JSONObject, _ node: ExaminedNode
    ) -> DoctorFinding? {
        guard node.isLive, let wanted = IPNetwork(subnet), plugin["delegate"]?["forceAddress"]?.boolean != true else {
            return nil
        }
        let addresses = HostLinks(node.files).addresses(of: bridge).filter {
            $0.address.family == wanted.address.family
        }
        guard !addresses.isEmpty, !addresses.contains(wanted) else { return nil }
        let ports = HostLinks(node.files).ports(of: bridge)
        let delete = "sudo ip link delete \(bridge.shellWord)"
        return .problem(
            "No pod can start: the bridge \(bridge) has \(addresses.map(\.description).joined(separator: ", ")), and "
                + "Flannel's range is now \(subnet) (\(path)).",
            repair: ports == 0
                ? "\(delete)         (no pod is on it, and the next makes it anew)"
                : "its \(CollectReport.count(ports, "pod")) must go first: kubectl drain \(node.name.shellWord) "
                    + "--ignore-daemonsets; then \(delete)")
    }
}
