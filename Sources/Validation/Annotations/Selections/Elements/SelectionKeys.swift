import Wording

/// The keys of the JSON form, and what people write for them.
enum SelectionKeys {
    static let element = [
        "name", "namespace", "interface", "ips", "mac", "infiniband-guid", "cni-args", "portMappings", "bandwidth",
        "default-route", "ipam-claim-reference", "deviceID", "interfaceRequest",
    ]
    static let portMapping = ["hostPort", "containerPort", "protocol", "hostIP"]
    static let bandwidth = ["ingressRate", "ingressBurst", "egressRate", "egressBurst"]

    /// Other words for them, in small letters without dashes.
    private static let words = [
        "ip": "ips", "address": "ips", "addresses": "ips", "ipaddress": "ips", "ipaddresses": "ips",
        "iprequest": "ips", "ipv4": "ips", "ipv6": "ips", "staticip": "ips", "staticips": "ips",
        "macaddress": "mac", "macrequest": "mac", "hwaddr": "mac",
        "ifname": "interface", "interfacename": "interface", "iface": "interface", "device": "interface",
        "nic": "interface", "gateway": "default-route", "gateways": "default-route", "gw": "default-route",
        "defaultgateway": "default-route", "gatewayrequest": "default-route", "args": "cni-args",
        "ports": "portMappings", "portmapping": "portMappings", "guid": "infiniband-guid",
        "network": "name", "networkname": "name", "nad": "name", "ns": "namespace",
        "ipamclaim": "ipam-claim-reference", "claim": "ipam-claim-reference",
        "port": "containerPort", "targetport": "containerPort", "proto": "protocol", "ingress": "ingressRate",
        "egress": "egressRate",
    ]

    static func plain(_ key: String) -> String { String(key.lowercased().filter { $0 != "-" && $0 != "_" }) }

    /// Which of some keys a word that is none of them stands for.
    static func meant(_ key: String, in known: [String]) -> String? {
        let plain = plain(key)
        if let same = known.first(where: { self.plain($0) == plain }) { return same }
        if let word = words[plain], known.contains(word) { return word }
        return Spelling.closest(to: key, in: known)
    }
}
