import CNI
import TartanCore
import Validation

/// The plugins of the networks that every pod gets.
struct NetworkPluginCheck: DoctorCheck {
    let id = "network-plugins"

    func look(at node: ExaminedNode) -> CheckOutcome {
        let networks = node.networks.filter { $0.configuration != nil }
        guard !networks.isEmpty else { return .skipped("no network of Tartan's configuration is known") }
        var findings: [DoctorFinding] = []
        var good: [String] = []
        for network in networks {
            guard let configuration = network.configuration else { continue }
            for type in PluginUse.types(of: configuration) {
                let folder = node.configuration?.settings?.binaryFolder
                let place = ((folder.map { [$0] } ?? []) + node.binaries.folders).joined(separator: ", ")
                let binary = node.binaries.binary(type, folder: folder)
                if let problem = problem(binary, type, place, configuration) {
                    findings.append(
                        .problem(
                            "No pod can start: \(problem).", evidence: ["\(network.key): \(network.source ?? "")."],
                            repair: repair(network, type)))
                } else if !good.contains(type) {
                    good.append(type)
                }
            }
        }
        return .found(findings, else: "the plugins of every pod's networks are there: \(good.joined(separator: ", "))")
    }

    private func problem(
        _ binary: PluginBinary, _ type: String, _ place: String, _ configuration: NetworkConfiguration
    ) -> String? {
        if let problem = binary.problem("the plugin \(type)", place) { return problem }
        // An IPAM plugin is spoken to in the version of the list as well.
        guard case .speaks(let versions) = binary.state, !versions.contains(configuration.version.description) else {
            return nil
        }
        return "\(binary.path ?? type) speaks CNI \(versions.joined(separator: ", ")), and the list is of version "
            + configuration.version.description
    }

    private func repair(_ network: ExaminedNetwork, _ type: String) -> String {
        if let installer = network.kind?.installer,
            ["flannel", "calico", "calico-ipam", "weave-net", "weave-ipam", "cilium-cni"].contains(type)
        {
            return "let \(installer) put it there: look at its pod on this node"
        }
        return "put it there; the reference plugins (bridge, host-local, portmap, …) are "
            + "https://github.com/containernetworking/plugins, or: sudo apt-get install containernetworking-plugins"
    }
}
