import ExactJSON

/// The wire, real or not, on which the pods of a network are. Networks of one segment hear each other.
struct Segment: Hashable {
    private enum Kind: Hashable {
        /// An interface of the node, or its VLAN: `eth1.100`.
        case link
        case bridge, openVSwitch
    }

    private let kind: Kind
    private let name: String
    private let vlan: Int

    /// - Returns: nil where the configuration doesn't say it: a bridge with several VLANs, a plugin that isn't known.
    init?(_ configuration: ConfigurationFacts) {
        guard let plugin = configuration.plugins.first, plugin.index == 0 else { return nil }
        let cursor = plugin.cursor
        func text(_ key: String) -> String? { cursor[key]?.value.string.flatMap { $0.isEmpty ? nil : $0 } }
        if cursor["linkInContainer"]?.value.boolean == true { return nil }
        switch plugin.type {
        case "macvlan", "ipvlan":
            guard let master = text("master") else { return nil }
            (kind, name, vlan) = (.link, master, 0)
        case "vlan":
            guard let master = text("master"), let id = cursor["vlanId"]?.value.integer else { return nil }
            // As everybody names such an interface who makes it on the node.
            (kind, name, vlan) = (.link, "\(master).\(id)", 0)
        case "host-device":
            guard let device = text("device") else { return nil }
            (kind, name, vlan) = (.link, device, 0)
        case "bridge":
            guard cursor["vlanTrunk"]?.elements?.isEmpty != false else { return nil }
            (kind, name, vlan) = (.bridge, text("bridge") ?? "cni0", cursor["vlan"]?.value.integer ?? 0)
        case "ovs":
            guard let bridge = text("bridge"), cursor["trunk"]?.elements?.isEmpty != false else { return nil }
            (kind, name, vlan) = (.openVSwitch, bridge, cursor["vlan"]?.value.integer ?? 0)
        default: return nil
        }
    }

    /// As messages name it: `eth1`, `bridge lan0`, `VLAN 12 of bridge lan0`.
    var title: String {
        let title = kind == .link ? name.cutForMessage : "bridge \(name.cutForMessage)"
        return vlan == 0 ? title : "VLAN \(vlan) of \(title)"
    }
}
