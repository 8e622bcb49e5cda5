public import CNI
public import ExactJSON

extension NetworkStatus {
    /// The entries of one attachment: one for each interface that its result has in the sandbox, or one without interface
    /// (sections 5.1.1 and 5.3.3.1).
    ///
    /// An address goes to the interface that it points to; one that points nowhere goes to the attachment's own interface;
    /// one that points to an interface on the host is no address of the pod. Name servers, gateways and device information
    /// are the attachment's, so each entry has them. Among several interfaces of the default network the default is the
    /// first that has an address with a gateway, else the attachment's own.
    ///
    /// - Parameters:
    ///   - networkName: `namespace/name` of the definition, or the name of the configuration.
    ///   - result: what the chain answered; nil or empty for an attachment that made no interface.
    ///   - isDefault: whether this is the cluster-wide default network.
    ///   - attachmentInterface: CNI_IFNAME of the attachment: the name of its own interface. If the result has none of that
    ///     name in the sandbox, it is the first that is there.
    ///   - sandbox: CNI_NETNS. Nil takes each interface that names any sandbox for the pod's, which is right for a result
    ///     that was checked to name no other.
    ///   - defaultRoute: what the selection asked for; it stands in the entry of the attachment's own interface. Empty, which
    ///     keeps the network's own, it stands for the gateways of the result's default routes.
    ///   - deviceInfo: what the CNI device information file held.
    public static func entries(
        networkName: String, result: CNIResult?, isDefault: Bool, attachmentInterface: InterfaceName,
        sandbox: String? = nil, defaultRoute: [IPAddress]? = nil, deviceInfo: JSONValue? = nil
    ) -> [NetworkStatus] {
        let result = result ?? CNIResult()
        var template = NetworkStatus(name: networkName)
        template.dns = result.dns
        template.gateway = result.defaultGateways
        template.deviceInfo = deviceInfo
        let requested = defaultRoute.map { $0.isEmpty ? result.mainGateways : $0.map(\.description) }

        let inSandbox = result.interfaces.indices.filter { index in
            guard result.interfaces[index].isInSandbox else { return false }
            return sandbox == nil || result.interfaces[index].sandbox == sandbox
        }
        guard let first = inSandbox.first else {
            template.ips = result.ips.filter { !result.hasInterface($0) }.map { $0.network.address.description }
            template.isDefault = isDefault
            template.defaultRoute = requested
            return [template]
        }
        let own = inSandbox.first { result.interfaces[$0].name == attachmentInterface.text } ?? first
        var addresses: [Int: [CNIResult.Address]] = [:]
        for address in result.ips {
            addresses[result.hasInterface(address) ? address.interface ?? own : own, default: []].append(address)
        }
        let inSandboxSet = Set(inSandbox)
        let withGateway = result.ips.first { address in
            address.gateway != nil && address.interface.map(inSandboxSet.contains) ?? false
        }
        let defaultIndex = isDefault ? withGateway?.interface ?? own : nil
        return inSandbox.map { index in
            var entry = template
            let interface = result.interfaces[index]
            entry.interface = interface.name
            entry.mac = interface.mac
            entry.mtu = interface.mtu.flatMap { $0 > 0 ? $0 : nil }
            entry.ips = addresses[index, default: []].map { $0.network.address.description }
            entry.isDefault = index == defaultIndex
            entry.defaultRoute = index == own ? requested : nil
            return entry
        }
    }
}

extension CNIResult {
    /// Whether an address points to an interface of this result; old plugins leave the index out or write −1.
    fileprivate func hasInterface(_ address: Address) -> Bool {
        address.interface.map(interfaces.indices.contains) ?? false
    }

    /// The next hops of the default routes. One without a next hop has none to show; Multus writes `<nil>`.
    fileprivate var defaultGateways: [String] { Self.gateways(of: routes) }

    /// Those of the main table, which decide where the pod's traffic goes.
    fileprivate var mainGateways: [String] {
        Self.gateways(of: routes.filter { [nil, 0, 254].contains($0.attributes["table"]?.integer) })
    }

    private static func gateways(of routes: [Route]) -> [String] {
        var seen = Set<IPAddress>()
        return routes.filter { $0.destination.isDefault }.compactMap { $0.gateway }
            .filter { seen.insert($0).inserted }.map { $0.description }
    }
}
