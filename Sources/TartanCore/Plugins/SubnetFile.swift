/// flanneld's file for its plugin: lines `KEY=VALUE`.
struct SubnetFile {
    private let keys: Set<Substring>

    init(_ text: String) {
        keys = Set(
            text.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 && !parts[1].isEmpty ? parts[0] : nil
            })
    }

    /// The keys without which the plugin fails; with a name alone and no `=`, it crashes.
    var lacking: [String] {
        var lacking: [String] = []
        if keys.isDisjoint(with: ["FLANNEL_NETWORK", "FLANNEL_IPV6_NETWORK"]) { lacking.append("FLANNEL_NETWORK") }
        if keys.isDisjoint(with: ["FLANNEL_SUBNET", "FLANNEL_IPV6_SUBNET"]) { lacking.append("FLANNEL_SUBNET") }
        for key in ["FLANNEL_MTU", "FLANNEL_IPMASQ"] where !keys.contains(Substring(key)) { lacking.append(key) }
        return lacking
    }
}
