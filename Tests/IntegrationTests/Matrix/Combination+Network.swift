import ExactJSON
import TartanTestSupport

// A combination as a network `more`, 10.77.0.0/24 and fd00:77::/64
extension Combination {
    /// Links of the host before and after: what the plugin's interface is made of or on.
    var setup: String {
        switch kind {
        case .bridge: "ip link add br-m type bridge; ip link set br-m up; ip addr add 10.77.0.1/24 dev br-m"
        case .ptp: ""
        case .macvlan, .hostDevice, .ipvlan, .vlan:
            """
            ip link add up0 type veth peer name up1; ip link set up0 up; ip link set up1 up
            ip addr add 10.77.0.1/24 dev up1
            """
        }
    }

    var hostLinks: [String] {
        switch kind {
        case .bridge: ["br-m"]
        case .ptp: []
        case .macvlan, .hostDevice, .ipvlan, .vlan: ["up0", "up1"]
        }
    }

    /// Where the DHCP server of this network listens.
    var serverInterface: String { kind == .bridge ? "br-m" : "up1" }

    /// `ip -details`' linkinfo.info_kind of the pod's interface.
    var linkKind: String {
        switch kind {
        case .bridge, .ptp, .hostDevice: "veth"
        case .macvlan, .ipvlan, .vlan: kind.rawValue
        }
    }

    /// The addresses that the pod's interface gets, IPv4 first.
    var addresses: [String] {
        let host =
            switch addressing {
            case .hostLocal: "2"
            case .fixed: "9"
            case .dhcp: "100"
            case .nobody: ""
            }
        let four = "10.77.0.\(host)/24"
        let six = "fd00:77::\(host)/64"
        return switch family {
        case .four: [four]
        case .six: [six]
        case .both: [four, six]
        case .neither: []
        }
    }

    /// Bridge without addresses and portmap fail in their own CHECK of what they made, and sbr moves the routes that the plugin
    /// before it looks for (containernetworking-plugins 1.1.1).
    var hasCheck: Bool { !(kind == .bridge && addressing == .nobody) && ![.portmap, .sbr].contains(chained) }

    /// What a pod writes to get it.
    var annotation: String {
        chained == .portmap
            ? #"[{"name":"more","portMappings":[{"hostPort":8080,"containerPort":80,"protocol":"tcp"}]}]"# : "more"
    }

    func plugin(_ node: Node) -> JSONValue {
        var plugin = JSONObject()
        plugin["type"] = .string(kind.rawValue)
        switch kind {
        case .bridge:
            plugin["bridge"] = "br-m"
            if chained == .portmap { plugin["isGateway"] = true }
        case .hostDevice: plugin["device"] = "up0"
        case .macvlan, .ipvlan: plugin["master"] = "up0"
        case .vlan:
            plugin["master"] = "up0"
            plugin["vlanId"] = 7
        case .ptp: break
        }
        switch addressing {
        case .hostLocal:
            let subnets = [Family.four: ["10.77.0.0/24"], .six: ["fd00:77::/64"]]
            plugin["ipam"] = node.hostLocal(subnets[family] ?? ["10.77.0.0/24", "fd00:77::/64"])
        case .fixed:
            let fixed = addresses.map { address -> JSONValue in
                ["address": .string(address), "gateway": address.hasPrefix("10.") ? "10.77.0.1" : "fd00:77::1"]
            }
            plugin["ipam"] = ["type": "static", "addresses": .array(fixed)]
        case .dhcp: plugin["ipam"] = ["type": "dhcp"]
        case .nobody: break
        }
        return .object(plugin)
    }

    var chainedPlugin: JSONValue? {
        switch chained {
        case .alone: nil
        case .portmap: ["type": "portmap", "capabilities": ["portMappings": true]]
        case .tuning: ["type": "tuning", "mtu": 1400]
        case .firewall: ["type": "firewall", "backend": "iptables"]
        case .bandwidth: ["type": "bandwidth", "ingressRate": 8_000_000, "ingressBurst": 800_000]
        case .sbr: ["type": "sbr"]
        }
    }

    /// Writes the network where this form has it, and tells Tartan's configuration where that is needed.
    func install(in node: inout Node) throws {
        let first = plugin(node)
        var list: JSONObject = ["cniVersion": "1.0.0", "name": "more"]
        if !hasCheck { list["disableCheck"] = true }
        let all = [first] + (chainedPlugin.map { [$0] } ?? [])
        var whole = list
        whole["plugins"] = .array(all)
        switch form {
        case .single:
            try node.network("more", node.single("more", first))
        case .list:
            try node.network("more", .object(whole))
        case .singleFile:
            try node.network("more", config: nil)
            try node.writeConfiguration("20-more.conf", node.single("more", first))
        case .listFile:
            try node.network("more", config: nil)
            try node.writeConfiguration("20-more.conflist", .object(whole))
        case .folder:
            // The last plugin lies beside the list, also where it is the only one.
            try node.network("more", config: nil)
            if all.count > 1 { list["plugins"] = [first] }
            try node.writeConfiguration("20-more.conflist", .object(list))
            try TestFile.makeFolder(node.configurationFolder + "/more")
            try node.writeConfiguration("more/10-last.conf", all.last ?? .null)
        case .delegate:
            node.settings["clusterNetwork"] = nil
            node.settings["delegates"] = [
                node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24", ["isDefaultGateway": true])),
                .object(whole),
            ]
        }
    }
}
