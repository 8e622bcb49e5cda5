import CNI
import ExactJSON
import Findings

/// Ranges of one plugin against each other: in one set they are used up one after the other, each set gives an address.
struct RangeSetCheck {
    let plugin: PluginAddresses
    /// The configuration.
    let root: JSONCursor

    func check(_ sink: inout FindingSink) {
        checkOverlaps(&sink)
        checkSameRange(&sink)
        checkFamilies(&sink)
        checkGateways(&sink)
        checkVersion(&sink)
    }

    private var ranges: [AddressPool] { plugin.pools.filter { $0.way == .subnet && $0.network.hostBits > 1 } }

    private func checkOverlaps(_ sink: inout FindingSink) {
        let inOrder = ranges.compactMap { pool in pool.range.map { (range: $0, pool: pool) } }
            .sorted {
                $0.range.first == $1.range.first ? $0.range.last < $1.range.last : $0.range.first < $1.range.first
            }
        var open: (range: AddressRange, pool: AddressPool)?
        for next in inOrder {
            if let open, open.range.overlaps(next.range) {
                let isLater = next.pool.subnet.isAfter(open.pool.subnet)
                let (late, early) = isLater ? (next, open) : (open, next)
                sink.report(
                    .overlappingRanges, at: late.pool.subnet.spot,
                    "the ranges \(early.range) and \(late.range) of \(late.pool.plugin) overlap",
                    label: "an address can be in one range only",
                    notes: ["\(late.pool.plugin) refuses both, and no pod gets an address."],
                    related: [(early.pool.subnet.spot, "the other range")])
            }
            if open.map({ $0.range.last < next.range.last || !$0.range.overlaps(next.range) }) ?? true { open = next }
        }
    }

    /// Reservations of ranges of one network are kept together, so that both give the pod the same address.
    private func checkSameRange(_ sink: inout FindingSink) {
        var seen: [IPNetwork: AddressPool] = [:]
        for pool in plugin.pools where pool.way == .range {
            guard let first = seen[pool.network] else {
                seen[pool.network] = pool
                continue
            }
            sink.report(
                .overlappingRanges, at: pool.subnet.spot,
                "two ranges of \(pool.plugin) are of the network \(pool.network)",
                label: "an address of each range is given, and these are the same",
                notes: ["The pod fails when it gets the same address again: \"file exists\"."],
                related: [(first.subnet.spot, "the other range")])
        }
    }

    private func checkFamilies(_ sink: inout FindingSink) {
        var first: [Int: AddressPool] = [:]
        for pool in plugin.pools where pool.way == .subnet && pool.indices.count == 2 {
            guard let begin = first[pool.indices[0]] else {
                first[pool.indices[0]] = pool
                continue
            }
            guard begin.network.address.family != pool.network.address.family else { continue }
            sink.report(
                .mixedFamilies, at: pool.subnet.spot,
                "a set of ranges of \(pool.plugin) has both \(begin.network) and \(pool.network)",
                label: "begin a set of its own: ], [",
                notes: [
                    "The ranges of a set are used up one after the other, so that the pod gets one address of it; each set gives one.",
                    "\(pool.plugin) refuses it: \"mixed address families\".",
                ], related: [(begin.subnet.spot, "the set's first range")])
        }
    }

    /// A set whose only address is the gateway.
    private func checkGateways(_ sink: inout FindingSink) {
        let sizes = Dictionary(grouping: ranges) { $0.indices.first ?? -1 }
        for pool in ranges where sizes[pool.indices.first ?? -1]?.count == 1 {
            guard let range = pool.range, range.first == range.last, range.first == pool.effectiveGateway else {
                continue
            }
            sink.report(
                .nothingLeft, at: pool.end?.spot ?? pool.subnet.spot,
                "the only address that \(pool.plugin) could give out is \(range.first), the gateway",
                label: "no address is left",
                notes: [
                    pool.gateway == nil
                        ? "Without \"gateway\" the first address of the network is taken for it."
                        : "The gateway is never given out.",
                    "Every pod fails: \"no IP addresses available in range set\".",
                ], related: pool.gateway.map { [($0.spot, "the gateway")] } ?? [])
        }
    }

    /// Results of old versions have room for one address of a family.
    private func checkVersion(_ sink: inout FindingSink) {
        guard let version = root["cniVersion"]?.value.string,
            ["0.1.0", "0.2.0"].contains(version)
        else { return }
        var sets = Set<[Int]>()
        var seen: [IPAddress.Family: Placed<IPNetworkText>] = [:]
        let pools = plugin.pools.filter { $0.way == .subnet && sets.insert(Array($0.indices.prefix(1))).inserted }
        for network in pools.map(\.subnet) + plugin.fixed.filter({ !$0.isRequest }).map(\.address) {
            let family = network.value.network.address.family
            guard let first = seen.updateValue(network, forKey: family) else { continue }
            sink.report(
                .severalOfOneFamily, at: network.spot,
                "version \(version) of CNI has room for one \(family == .v4 ? "IPv4" : "IPv6") address, and this is another one",
                label: "from \"cniVersion\" 0.3.0 on",
                notes: ["Plugins refuse it: \"does not support more than 1 address per family\"."],
                related: [(first.spot, "an address before")])
            break
        }
    }
}

extension Placed {
    /// Whether it stands behind the other one.
    func isAfter(_ other: Self) -> Bool { other.spot.place < spot.place }
}
