import CNI
import ExactJSON
import LinuxSystem

/// The credentials that the networks' plugins use: there, and not expired.
struct KubeconfigCheck: DoctorCheck {
    let id = "kubeconfig"

    func look(at node: ExaminedNode) -> CheckOutcome {
        var paths: [String] = []
        for network in node.networks {
            for plugin in network.configuration?.plugins ?? [] { Self.collect(.object(plugin.object), into: &paths) }
        }
        guard !paths.isEmpty else { return .skipped("no plugin of every pod's networks has a kubeconfig") }
        let now = Int(Clock.wallMicroseconds / 1_000_000)
        return .found(paths.compactMap { look($0, node, now) }, else: "\(paths.joined(separator: ", ")): not expired")
    }

    private static func collect(_ value: JSONValue, into paths: inout [String]) {
        for element in value.array ?? [] { collect(element, into: &paths) }
        for member in value.object?.members ?? [] {
            if member.key == "kubeconfig", let path = member.value.string, path.hasPrefix("/"), !paths.contains(path) {
                paths.append(path)
            }
            collect(member.value, into: &paths)
        }
    }

    private func look(_ path: String, _ node: ExaminedNode, _ now: Int) -> DoctorFinding? {
        let network = node.networks.first { $0.isCluster }
        let restart =
            network?.kind == .calico || network?.kind == .canal
            ? "it is written anew by: kubectl -n kube-system rollout restart daemonset "
                + (network?.kind == .canal ? "canal" : "calico-node")
            : "let who wrote it write it anew"
        let bytes: [UInt8]
        do throws(FileProblem) { bytes = try node.files.read(path) } catch {
            return .problem("Pods can neither start nor end: \(error), and the plugins need it.", repair: restart)
        }
        guard let expiry = Kubeconfig.expiry(bytes, node.files) else { return nil }
        guard expiry < now else { return nil }
        return .problem(
            "Pods can neither start nor end: the token in \(path) expired at "
                + "\(Moment.text(UInt64(max(0, expiry)) * 1_000_000)).", repair: restart)
    }
}
