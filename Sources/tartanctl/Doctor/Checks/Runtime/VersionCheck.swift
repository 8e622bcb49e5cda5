import CNI
import Validation

/// The version that Tartan's file states is one that the runtime and the pods' networks can live with.
struct VersionCheck: DoctorCheck {
    let id = "cni-version"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let configuration = node.configuration, configuration.settings != nil else {
            return .skipped("Tartan isn't configured")
        }
        let versions = configuration.versions.compactMap { CNIVersion($0) }
        let path = configuration.path
        let mend = "set \"cniVersion\": \"1.0.0\", \"cniVersions\": [\"1.0.0\", \"1.1.0\"] in \(path)"
        guard let lowest = versions.min(), let highest = versions.max() else {
            return .found([
                .warning(
                    "\(path) states no cniVersion: the runtime is answered in 0.1.0, which knows no interfaces.",
                    repair: mend)
            ])
        }
        let (interfaces, newest) = (CNIVersion("0.3.0"), CNIVersion("1.0.0"))
        if let interfaces, highest < interfaces {
            return .found([
                .warning(
                    "\(path) states cniVersion \(highest), which knows no interfaces: the runtime is told the first address "
                        + "alone.", repair: mend)
            ])
        }
        if let newest, lowest > newest, node.runtime?.kind != .crio {
            return .found([
                .warning(
                    "\(path) states cniVersion \(lowest) alone: containerd up to 1.7 refuses such an answer, and no pod "
                        + "starts.", repair: mend)
            ])
        }
        return .passed("the runtime is answered in CNI \(lowest == highest ? "" : "\(lowest) to ")\(highest)")
    }
}
