import CNI

/// What a string must look like. A text that is the empty one counts as absent, because plugins take it so.
package enum StringFormat: String, Sendable, CaseIterable {
    /// A name that Linux takes for a network interface.
    case interface
    /// An IP address without a prefix.
    case ip
    /// A network: address and prefix, without host bits.
    case network
    /// An address in its network: host bits are the point of it.
    case address
    /// Address and prefix, host bits or not.
    case cidr
    /// An IP address, with or without a prefix.
    case ipOrCIDR = "ip-or-cidr"
    /// `FIRST-LAST/PREFIX` or `FIRST-LAST` or address and prefix: whereabouts' and Spiderpool's ranges.
    case range
    /// Networks between commas, each with a second prefix length behind it or not: `10.1.0.0/16/24`.
    case subnetList = "subnet-list"
    /// Networks between commas.
    case cidrList = "cidr-list"
    /// IP addresses between commas.
    case ipList = "ip-list"
    /// Six bytes in hexadecimal.
    case mac
    /// Eight bytes in hexadecimal.
    case guid
    /// An absolute path.
    case path
    case url
    /// `host:port` or `:port`
    case hostPort = "host-port"
    /// Go's way: `1h30m`, `300ms`
    case duration
    /// A version of the CNI specification.
    case cniVersion = "cni-version"
    /// What the specification lets a network be called.
    case networkName = "network-name"
    /// The file name of a binary.
    case plugin
    /// `0000:3b:02.4`
    case pci
    /// A regular expression.
    case regex
    /// A whole number in a string.
    case integerText = "integer-text"
    /// `true` or `false` in a string.
    case booleanText = "boolean-text"
    /// A selector as in Kubernetes: `key=value`
    case labelText = "label"
}

extension StringFormat {
    /// What it is, as the end of "must be …".
    package var phrase: String {
        switch self {
        case .interface: "an interface name: 1 to 15 bytes without \"/\", \":\" and white space"
        case .ip: "an IP address"
        case .network: "a network in CIDR notation, such as 10.1.0.0/16"
        case .address: "an address with its prefix length, such as 10.1.0.7/16"
        case .cidr: "an address with a prefix length, such as 10.1.0.0/16"
        case .ipOrCIDR: "an IP address, with or without a prefix length"
        case .range: "a range, such as 10.1.0.10-10.1.0.99/16 or 10.1.0.0/16"
        case .subnetList: "networks between commas, such as 10.1.0.0/16/24"
        case .cidrList: "networks between commas, such as 10.1.0.0/16,fd01::/48"
        case .ipList: "IP addresses between commas"
        case .mac: "a MAC address, such as 0a:58:0a:01:00:07"
        case .guid: "a GUID of eight bytes, such as c2:11:22:33:44:55:66:77"
        case .path: "an absolute path"
        case .url: "a URL"
        case .hostPort: "an address with a port, such as 127.0.0.1:5812"
        case .duration: "a duration, such as 1m30s"
        case .cniVersion: "a version of the CNI specification, such as 1.0.0"
        case .networkName: "a letter or digit, then letters, digits, \"_\", \".\" and \"-\""
        case .plugin: "the file name of a binary, without a path"
        case .pci: "a PCI address, such as 0000:3b:02.4"
        case .regex: "a regular expression"
        case .integerText: "a whole number in quotation marks"
        case .booleanText: "\"true\" or \"false\", in quotation marks"
        case .labelText: "a label, such as app=web"
        }
    }

    /// Formats whose addresses have a prefix length.
    package var hasPrefix: Bool { [.network, .address, .cidr].contains(self) }
}
