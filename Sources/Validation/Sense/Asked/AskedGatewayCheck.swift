import CNI
import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// The gateways of `default-route`, against the networks in which the interface has an address.
struct AskedGatewayCheck: ScopeCheck {
    /// Plugins whose networks the configuration says.
    private static let known: Set<String> = ["host-local", "static", "whereabouts"]

    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = NetworkIndex(scope)
        for pod in scope.pods {
            for use in pod.selections where use.selection.defaultRoute?.isEmpty == false {
                guard let configuration = networks[use] else { continue }
                let gateways = use.element?["default-route"]?.elements ?? []
                if configuration.lacksAddresses(context) {
                    guard let gateway = gateways.first else { continue }
                    report(gateway, "has no addresses", "no gateway can be reached", pod, use, &sink)
                    continue
                }
                guard let type = configuration.maker(context)?.ipam?["type"]?.value.string, Self.known.contains(type)
                else { continue }
                let reachable = Self.networks(of: use, configuration.addresses, type)
                if reachable.isEmpty { continue }
                for cursor in gateways {
                    guard let gateway = cursor.value.string.flatMap({ IPAddress($0) }),
                        !reachable.contains(where: { $0.contains(gateway) }), !Self.isLinkLocal(gateway)
                    else { continue }
                    let all = reachable.prefix(3).map { $0.canonical.description }.joined(separator: ", ")
                    report(cursor, "is \(all)", "outside of it", pod, use, &sink)
                }
            }
        }
    }

    /// The networks of its addresses; what a pod asks of static takes the place of what stands there.
    private static func networks(of use: SelectionUse, _ pools: AddressPools, _ type: String) -> [IPNetwork] {
        if type == "static", let ips = use.selection.ips { return ips.compactMap { IPNetwork($0) } }
        return pools.networks.map(\.value.network)
    }

    /// fe80::/10, which every interface with IPv6 has.
    private static func isLinkLocal(_ address: IPAddress) -> Bool {
        address.family == .v6 && address.bytes[0] == 0xFE && address.bytes[1] & 0xC0 == 0x80
    }

    private func report(
        _ gateway: JSONCursor, _ what: String, _ label: String, _ pod: PodFacts, _ use: SelectionUse,
        _ sink: inout FindingSink
    ) {
        sink.report(
            .unreachableDefaultGateway, at: gateway.spot,
            "\(pod.title) wants its default route by \((gateway.value.string ?? "").cutForMessage) on \(use.selection.text), whose network \(what)",
            label: label,
            notes: [
                "The kernel takes no gateway that it can't reach directly, so the pod fails: \"network is unreachable\"."
            ])
    }
}
