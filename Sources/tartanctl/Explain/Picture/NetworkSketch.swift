import CNI
import ExactJSON
import PluginCatalogue
import Validation

/// What can be drawn of a network by the configurations that its plugins get.
struct NetworkSketch {
    /// Types and configurations, in the order of the chain.
    let plugins: [(type: String, configuration: JSONObject)]
    private let pools: AddressPools

    init(_ plugins: [(type: String, configuration: JSONObject)]) {
        self.plugins = plugins
        pools = AddressPools(
            of: ["plugins": .array(plugins.map { .object($0.configuration) })], PluginCatalogue.standard)
    }

    func network(_ name: String, isCluster: Bool) -> PodPicture.Network {
        PodPicture.Network(name: name, isCluster: isCluster, chain: plugins.map(\.type), details: details)
    }

    /// The type of the plugin for addresses.
    var addressesBy: String? {
        plugins.lazy.compactMap { $0.configuration["ipam"]?["type"]?.string }.first { !$0.isEmpty }
    }

    /// What every pod gets.
    var fixedAddresses: [String] { pools.fixed.map { $0.address.value.network.description } }

    var routes: [PodPicture.Route] {
        let written = pools.plugins.flatMap(\.routes).compactMap { route in
            route.destination.map {
                PodPicture.Route(destination: $0.value, gateway: route.gateway?.value ?? gateway($0.value))
            }
        }
        return written + gatewayRoutes
    }

    /// host-local's next hop of a default route that names none.
    private func gateway(_ destination: IPNetwork) -> IPAddress? {
        let pool = pools.pools.first {
            $0.plugin == "host-local" && $0.network.address.family == destination.address.family
        }
        return destination.isDefault ? pool.flatMap { $0.gateway?.value ?? $0.network.first.next } : nil
    }

    /// bridge's `isDefaultGateway`: a default route to the bridge's own address.
    private var gatewayRoutes: [PodPicture.Route] {
        guard plugins.contains(where: { $0.configuration["isDefaultGateway"]?.boolean == true }) else { return [] }
        return pools.pools.compactMap { pool in
            let gateway = pool.gateway?.value ?? pool.network.first.next
            return gateway.flatMap { PodPicture.Route.default($0) }
        }
    }

    private var details: [String] {
        let ranges = pools.pools.map { "\($0.plugin) \(Self.extent($0))" }
        let silent = addressesBy.map { by in ranges.isEmpty && fixedAddresses.isEmpty ? [by] : [] } ?? []
        let vlan = plugins.lazy.compactMap { plugin in
            ["vlanId", "vlan"].lazy.compactMap { plugin.configuration[$0]?.integer }.first { $0 > 0 }
        }.first
        let mode = plugins.first?.configuration["mode"]?.string.map { ["mode \($0)"] } ?? []
        return mode + (vlan.map { ["VLAN \($0)"] } ?? []) + ranges + silent
    }
}

extension NetworkSketch {
    /// The part of its network that a pool gives out, if it isn't the whole and there is room for it.
    private static func extent(_ pool: AddressPool) -> String {
        let isPart = pool.start != nil || pool.end != nil
        guard isPart, pool.network.address.family == .v4, let range = pool.range else {
            return pool.network.description
        }
        return range.description
    }
}

// On what of the node
extension NetworkSketch {
    /// In the words of the first plugin, which makes the interface.
    var masters: [PodPicture.Master] {
        guard let (type, configuration) = plugins.first else { return [] }
        func text(_ key: String) -> String? { configuration[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        if !["bridge", "ovs", "ptp", "host-device"].contains(type), let master = text("master") {
            let isInPod = configuration["linkInContainer"]?.boolean == true
            return [PodPicture.Master(name: master, role: isInPod ? "parent, in the pod" : "parent interface")]
        }
        switch type {
        case "macvlan", "ipvlan":
            return [PodPicture.Master(name: "(default route)", role: "parent interface")]
        case "bridge": return [PodPicture.Master(name: text("bridge") ?? "cni0", role: "bridge")]
        case "ovs": return text("bridge").map { [PodPicture.Master(name: $0, role: "Open vSwitch bridge")] } ?? []
        case "ptp": return [PodPicture.Master(name: "routing", role: "by the node")]
        case "host-device", "sriov", "ib-sriov":
            let device = ["device", "deviceID", "pciBusID", "hwaddr", "kernelpath"].lazy.compactMap(text).first
            return device.map { [PodPicture.Master(name: $0, role: "device, moves into the pod")] } ?? []
        default: return []
        }
    }
}

extension PodPicture.Route {
    static func `default`(_ gateway: IPAddress) -> PodPicture.Route? {
        let zero = [UInt8](repeating: 0, count: gateway.bytes.count)
        return IPAddress(bytes: zero).flatMap { IPNetwork(address: $0, prefixLength: 0) }
            .map { PodPicture.Route(destination: $0, gateway: gateway) }
    }
}
