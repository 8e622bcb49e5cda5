import Foundation

/// A NetworkAttachmentDefinition of a ``ManifestFolder``.
struct ManifestNetwork {
    let text: String
    let isJSON: Bool

    /// Among which definitions and pods are distributed.
    static let namespaces = 50

    static func name(_ number: Int) -> String { "network-\(number)" }

    /// A third in lists, every style in which the text may be written; of each hundred two have a mistake.
    static func realistic(_ number: Int) -> ManifestNetwork {
        var chance = Chance(number: number, salt: 1)
        var plugin = plugin(number, &chance)
        if chance.below(50) == 0 { plugin = plugin.replacing("\"master\"", "\"mastr\"") }
        let config =
            chance.below(3) == 0
            ? list(plugin, name(number), &chance) : "{\n  \"cniVersion\": \"1.0.0\",\n" + plugin + "\n}"
        return written(number, "team-\(number % namespaces)", config, style: chance.below(5))
    }

    static func worst(_ number: Int) -> ManifestNetwork {
        let config = """
            {
              "cniVersion": "1.0.0",
              "type": "vlan",
              "mastr": "eth0",
              "master": "eth0",
              "vlanId": 7,
              "vlanid": 7,
              "ipam": {
                "type": "host-local",
                "ranges": [[{"subnet": "10.0.0.0/\(8 + number % 20)", "gatway": "10.0.0.1"}]]
              }
            }
            """
        return written(number, "team-0", config, style: 0)
    }
}

// The configurations
extension ManifestNetwork {
    /// The members of one plugin, indented by two.
    private static func plugin(_ number: Int, _ chance: inout Chance) -> String {
        let master = "eth\(chance.below(4))"
        let ipam = ipam(number, &chance)
        switch chance.below(7) {
        case 0:
            return
                "  \"type\": \"macvlan\",\n  \"master\": \"\(master)\",\n  \"mode\": \"bridge\",\n  \"ipam\": \(ipam)"
        case 1: return "  \"type\": \"ipvlan\",\n  \"master\": \"\(master)\",\n  \"mode\": \"l2\",\n  \"ipam\": \(ipam)"
        case 2:
            return
                "  \"type\": \"bridge\",\n  \"bridge\": \"br\(number % 200)\",\n  \"mtu\": 1450,\n  \"ipam\": \(ipam)"
        case 3:
            return
                "  \"type\": \"vlan\",\n  \"master\": \"\(master)\",\n  \"vlanId\": \(1 + number % 4000),\n  \"ipam\": \(ipam)"
        case 4:
            return
                "  \"type\": \"sriov\",\n  \"vlan\": \(1 + number % 4000),\n  \"trust\": \"on\",\n  \"ipam\": \(ipam)"
        case 5: return "  \"type\": \"host-device\",\n  \"device\": \"ens\(number)\",\n  \"ipam\": \(ipam)"
        default: return "  \"type\": \"ptp\",\n  \"mtu\": 1500,\n  \"ipam\": \(ipam)"
        }
    }

    private static func ipam(_ number: Int, _ chance: inout Chance) -> String {
        // Of each hundred subnets, some overlap another one.
        let (second, third) = (number / 256 % 256, number % 256)
        switch chance.below(5) {
        case 0: return "{\"type\": \"dhcp\"}"
        case 1: return "{\"type\": \"whereabouts\", \"range\": \"10.\(second).\(third).0/24\"}"
        case 2: return "{\"type\": \"static\", \"addresses\": [{\"address\": \"172.16.\(second).\(third)/12\"}]}"
        default:
            let range =
                "{\"subnet\": \"10.\(second).\(third).0/24\", \"rangeStart\": \"10.\(second).\(third).20\", "
                + "\"rangeEnd\": \"10.\(second).\(third).99\", \"gateway\": \"10.\(second).\(third).1\"}"
            return "{\"type\": \"host-local\", \"ranges\": [[\(range)]], \"routes\": [{\"dst\": \"192.168.0.0/16\"}]}"
        }
    }

    private static func list(_ plugin: String, _ name: String, _ chance: inout Chance) -> String {
        let further = [
            "{\"type\": \"tuning\", \"sysctl\": {\"net.ipv4.conf.all.arp_ignore\": \"1\"}}",
            "{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}",
            "{\"type\": \"bandwidth\", \"ingressRate\": 1000000, \"ingressBurst\": 1000000}",
        ]
        return
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"name\": \"\(name)\",\n  \"plugins\": [{\n\(plugin)\n  },\n  "
            + further[chance.below(further.count)] + "]\n}"
    }
}

// The styles
extension ManifestNetwork {
    private static func written(_ number: Int, _ space: String, _ config: String, style: Int) -> ManifestNetwork {
        let name = name(number)
        let flat = config.lines.map { $0.drop { $0 == " " } }.joined(separator: " ")
        if style == 4 {
            let text =
                "{\n  \"apiVersion\": \"k8s.cni.cncf.io/v1\",\n  \"kind\": \"NetworkAttachmentDefinition\",\n"
                + "  \"metadata\": {\"name\": \"\(name)\", \"namespace\": \"\(space)\"},\n"
                + "  \"spec\": {\"config\": \(JSONText.quoted(config))}\n}\n"
            return ManifestNetwork(text: text, isJSON: true)
        }
        let value =
            switch style {
            case 0: "|\n" + config.lines.map { "    \($0)\n" }.joined()
            case 1: ">-\n" + config.lines.map { "    \($0)\n" }.joined()
            case 2: "'\(flat)'\n"
            default: "\(JSONText.quoted(config))\n"
            }
        let head = """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: \(name)
              namespace: \(space)
            spec:
              config: 
            """
        return ManifestNetwork(text: head + value, isJSON: false)
    }
}

extension String {
    fileprivate var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }

    fileprivate func replacing(_ part: String, _ other: String) -> String {
        replacingOccurrences(of: part, with: other)
    }
}
