/// flanneld's file for its plugin: lines `KEY=VALUE`, without quotes; other lines are passed over.
package struct SubnetFile: Sendable {
    /// Where flanneld writes it unless it is told otherwise.
    package static let usualPath = "/run/flannel/subnet.env"

    private let values: [Substring: Substring]

    package init(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        values = Dictionary(
            lines.compactMap { line in
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 && !parts[1].isEmpty ? (parts[0], parts[1]) : nil
            }, uniquingKeysWith: { $1 })
    }

    /// The node's part of the network, with the bridge's address: `10.244.7.1/24`.
    package var subnet: String? { (values["FLANNEL_SUBNET"] ?? values["FLANNEL_IPV6_SUBNET"]).map(String.init) }

    /// The keys without which the plugin fails; with a name alone and no `=`, it crashes.
    package var lacking: [String] {
        var lacking: [String] = []
        for (v4, v6) in [("FLANNEL_NETWORK", "FLANNEL_IPV6_NETWORK"), ("FLANNEL_SUBNET", "FLANNEL_IPV6_SUBNET")]
        where values[v4[...]] == nil && values[v6[...]] == nil {
            lacking.append(v4)
        }
        return lacking + ["FLANNEL_MTU", "FLANNEL_IPMASQ"].filter { values[$0[...]] == nil }
    }
}
