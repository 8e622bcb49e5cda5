/// What the annotation allows as the value of a key (section 4.1.2.1).
public enum SelectionRule: Sendable, Hashable, CaseIterable {
    /// An element of the JSON form (section 4.1.2).
    case element
    /// `name` (section 4.1.2.1.1).
    case name
    /// `namespace` (section 4.1.2.1.2).
    case namespace
    /// `interface` (section 4.1.2.1.5).
    case interface
    /// `ips` (section 4.1.2.1.3).
    case addresses
    /// One of `ips` (section 4.1.2.1.3).
    case address
    /// `mac` (section 4.1.2.1.4).
    case ethernetAddress
    /// `infiniband-guid` (section 4.1.2.1.10).
    case infinibandGUID
    /// `cni-args` (section 4.1.2.1.6).
    case arguments
    /// `portMappings` (section 4.1.2.1.7).
    case portMappings
    /// One of `portMappings` (section 4.1.2.1.7).
    case portMapping
    /// `hostPort` and `containerPort` (section 4.1.2.1.7).
    case port
    /// `protocol` of a port mapping (section 4.1.2.1.7).
    case protocolName
    /// `hostIP` of a port mapping; not in the specification, but what plugins take.
    case hostAddress
    /// `bandwidth` (section 4.1.2.1.8).
    case bandwidth
    /// A rate or burst of `bandwidth` (section 4.1.2.1.8).
    case rate
    /// `default-route` (section 4.1.2.1.9).
    case gateways
    /// One of `default-route` (section 4.1.2.1.9).
    case gateway
    /// `ipam-claim-reference` (section 4.1.2.1.11).
    case claim
    /// `deviceID`; Multus' key, not in the specification.
    case deviceID

    /// What is allowed, in words that can follow `is not`.
    public var text: String {
        switch self {
        case .element: "an object such as {\"name\": \"storage\"}"
        case .name: "a network's name such as \"storage\""
        case .namespace: "a namespace's name such as \"infra\""
        case .interface: "an interface name of 1 to 15 bytes such as \"lan0\""
        case .addresses: "a list of at least one address such as [\"10.30.0.9/24\", \"fd00:30::9/64\"]"
        case .address: "an IPv4 or IPv6 address with or without a prefix such as 10.30.0.9/24 or fd00:30::9"
        case .ethernetAddress: "a 6-byte Ethernet address such as 0a:58:0a:1e:00:09"
        case .infinibandGUID: "an 8-byte InfiniBand GUID such as c2:11:22:33:44:55:66:77"
        case .arguments: "an object such as {\"spoofchk\": \"off\"}"
        case .portMappings:
            "a list of at least one port mapping such as "
                + "[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"TCP\"}]"
        case .portMapping: "an object such as {\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"TCP\"}"
        case .port: "a port number from 1 to 65535"
        case .protocolName: "one of the protocols TCP, UDP and SCTP"
        case .hostAddress: "an IPv4 or IPv6 address without a prefix such as 192.0.2.1"
        case .bandwidth:
            "an object with at least one rate such as {\"ingressRate\": 50000000, \"ingressBurst\": 400000}"
        case .rate: "a whole number of bits from 1 to \(Int64.max); leave the key out for no limit"
        case .gateways: "a list of gateways such as [\"10.40.0.1\"]"
        case .gateway: "a gateway's IPv4 or IPv6 address without a prefix such as 10.40.0.1"
        case .claim: "the name of an IPAMClaim such as \"db-0.storage.net1\""
        case .deviceID: "a device's id of 1 to 256 bytes without control characters"
        }
    }

    /// Whether a value that breaks the rule is a text, which messages put between quotation marks.
    var isText: Bool {
        switch self {
        case .name, .namespace, .interface, .address, .ethernetAddress, .infinibandGUID, .protocolName, .hostAddress,
            .gateway, .claim, .deviceID:
            true
        case .element, .addresses, .arguments, .portMappings, .portMapping, .port, .bandwidth, .rate, .gateways: false
        }
    }

    /// Whether the value is a list of texts, so that a single text only lacks its brackets.
    var isListOfTexts: Bool { self == .addresses || self == .gateways }
}
