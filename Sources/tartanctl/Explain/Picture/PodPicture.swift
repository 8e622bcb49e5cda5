import CNI
import ExactJSON

/// A pod's interfaces, the networks that they are attached to, and what of the node those are made on.
struct PodPicture: Equatable {
    /// `shop/web`
    let pod: String
    let state: State
    var interfaces: [Interface] = []
    var networks: [Network] = []
    var masters: [Master] = []

    enum State: Equatable {
        /// What an ADD would attach.
        case planned
        /// What the record says that the pod has.
        case attached(sandbox: String, since: String)
    }

    struct Interface: Equatable {
        let name: String
        /// Index in `networks`.
        let network: Int
        var addresses: [String] = []
        /// Where its addresses come from, as long as there are none: `host-local`.
        var addressesBy: String?
        var mac: String?
        var mtu: Int?
        var routes: [Route] = []

        var hasDefaultRoute: Bool { routes.contains(where: \.isDefault) }
    }

    struct Route: Equatable {
        let destination: IPNetwork
        let gateway: IPAddress?

        var isDefault: Bool { destination.isDefault }
    }

    struct Network: Equatable {
        let name: String
        let isCluster: Bool
        /// The types of its plugins.
        let chain: [String]
        /// What else there is to it: ranges of addresses, a VLAN, a device.
        var details: [String] = []
        /// Indexes in `masters`.
        var masters: [Int] = []
    }

    /// A link, bridge or device of the node.
    struct Master: Equatable {
        let name: String
        /// `bridge`, `parent interface`
        let role: String
    }
}

extension PodPicture {
    /// The place of a network of that name; it is added if there is none.
    mutating func place(of network: Network) -> Int {
        if let index = networks.firstIndex(where: { $0.name == network.name && $0.isCluster == network.isCluster }) {
            return index
        }
        networks.append(network)
        return networks.count - 1
    }

    /// Draws a network on a part of the node, once.
    mutating func put(network: Int, on master: Master) {
        let index = masters.firstIndex { $0.name == master.name } ?? masters.count
        if index == masters.count { masters.append(master) }
        if !networks[network].masters.contains(index) { networks[network].masters.append(index) }
    }

    /// Networks that the default route leads to.
    var defaultNetworks: Set<Int> { Set(interfaces.filter(\.hasDefaultRoute).map(\.network)) }

    var json: JSONValue {
        var object = JSONObject()
        switch state {
        case .planned: object["state"] = "planned"
        case .attached(let sandbox, let since):
            object["state"] = "attached"
            object["sandbox"] = .string(sandbox)
            object["since"] = .string(since)
        }
        object["interfaces"] = .array(interfaces.map(json))
        return .object(object)
    }

    private func json(_ interface: Interface) -> JSONValue {
        let network = networks[interface.network]
        var object: JSONObject = [
            "interface": .string(interface.name), "network": .string(network.name),
            "default": .bool(network.isCluster),
            "addresses": .array(interface.addresses.map { .string($0) }),
        ]
        object["mac"] = interface.mac.map { .string($0) }
        object["mtu"] = interface.mtu.map { .integer($0) }
        object["routes"] = .array(
            interface.routes.map { route in
                var object: JSONObject = ["dst": .string(route.destination.description)]
                object["gw"] = route.gateway.map { .string($0.description) }
                return .object(object)
            })
        object["defaultRoute"] = .bool(interface.hasDefaultRoute)
        object["masters"] = .array(
            network.masters.map { ["name": .string(masters[$0].name), "role": .string(masters[$0].role)] })
        return .object(object)
    }
}
