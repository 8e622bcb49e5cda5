import CNI
import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// Addresses that a pod asks for, against what the network's plugin can give.
struct AskedAddressCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = NetworkIndex(scope)
        for pod in scope.pods {
            for use in pod.selections where use.selection.ips != nil {
                // What isn't declared isn't handed over, which is told as that.
                guard let configuration = networks[use], let type = configuration.maker(context)?.ipam?["type"],
                    configuration.plugins.contains(where: { $0.cursor["capabilities"]?.isTrue("ips") == true })
                else { continue }
                let asked = (use.element?["ips"]?.elements ?? []).compactMap { AskedAddress($0) }
                switch type.value.string {
                case "host-local":
                    let pools = configuration.addresses.pools
                    AskedOfRanges(pod: pod, use: use, pools: pools.filter { $0.plugin == "host-local" })
                        .check(asked, &sink)
                case "static": checkPrefixes(asked, pod, use, type, &sink)
                default: break
                }
            }
        }
    }

    private func checkPrefixes(
        _ asked: [AskedAddress], _ pod: PodFacts, _ use: SelectionUse, _ type: JSONCursor, _ sink: inout FindingSink
    ) {
        for address in asked where address.prefixLength == nil {
            sink.report(
                .addressWithoutPrefix, at: address.cursor.spot,
                "\(pod.title) asks for \(address.address) on \(use.selection.text) without a prefix length",
                label: "such as \(address.address)/\(address.address.family == .v4 ? 24 : 64)",
                notes: [
                    "static takes it as it is, and fails: \"an entry in the 'ips' field is NOT in CIDR notation\"."
                ],
                related: [(type.spot, "gives the addresses")])
        }
    }
}

/// One address of `ips`.
struct AskedAddress {
    let cursor: JSONCursor
    let address: IPAddress
    let prefixLength: Int?

    init?(_ cursor: JSONCursor) {
        guard let text = cursor.value.string else { return nil }
        if let network = IPNetwork(text) {
            (address, prefixLength) = (network.address, network.prefixLength)
        } else if let address = IPAddress(text) {
            (self.address, prefixLength) = (address, nil)
        } else {
            return nil
        }
        self.cursor = cursor
    }
}
