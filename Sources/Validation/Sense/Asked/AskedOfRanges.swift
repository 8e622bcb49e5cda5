import CNI
import ExactJSON
import Findings
import MultiNetwork

/// Addresses that are asked of host-local: each set of its ranges gives one.
struct AskedOfRanges {
    let pod: PodFacts
    let use: SelectionUse
    let pools: [AddressPool]

    func check(_ asked: [AskedAddress], _ sink: inout FindingSink) {
        if pools.isEmpty { return }
        let sets = Dictionary(grouping: pools) { $0.indices.first ?? -1 }
        var left = Set(sets.keys)
        var seen = Set<IPAddress>()
        for address in asked where seen.insert(address.address).inserted {
            guard let pool = pools.first(where: { $0.range?.contains(address.address) == true }) else {
                reportOutside(address, &sink)
                continue
            }
            let gateway = pool.gateway?.value ?? pool.network.first.next
            if address.address == gateway {
                report(address, "is the gateway of \(pool.network)", "the gateway is never given out", pool, &sink)
                continue
            }
            checkPrefix(address, pool, &sink)
            if left.remove(pool.indices.first ?? -1) != nil { continue }
            sink.report(
                .moreAddressesThanRanges, at: address.cursor.spot,
                "\(pod.title) asks for \(seen.count) addresses on \(use.selection.text), and \(address.address) is the second of one set of ranges",
                label: "each set gives one address",
                notes: ["The pod fails: \"failed to allocate all requested IPs: \(address.address)\"."],
                related: [(pool.subnet.spot, "the set's range")])
        }
    }

    private func reportOutside(_ address: AskedAddress, _ sink: inout FindingSink) {
        let family = address.address.family
        let others = pools.filter { $0.network.address.family == family }
        guard let first = others.first else {
            let given: IPAddress.Family = family == .v4 ? .v6 : .v4
            sink.report(
                .addressOfOtherFamily, at: address.cursor.spot,
                "\(pod.title) asks for \(address.address) on \(use.selection.text), which gives \(given.name) addresses alone",
                label: "no range of \(family.name)",
                notes: ["The pod fails: \"failed to allocate all requested IPs: \(address.address)\"."],
                related: pools.first.map { [($0.subnet.spot, "its range")] } ?? [])
            return
        }
        if let pool = others.first(where: { $0.network.first == address.address }) {
            return report(address, "is the network \(pool.network) itself", "no host can have it", pool, &sink)
        }
        if family == .v4, let pool = others.first(where: { $0.network.last == address.address }) {
            return report(address, "is the broadcast address of \(pool.network)", "no host can have it", pool, &sink)
        }
        let ranges = others.prefix(3).compactMap { $0.range?.description }.joined(separator: ", ")
        let inside = others.first { $0.network.contains(address.address) }
        sink.report(
            .addressOutsideRanges, at: address.cursor.spot,
            "\(pod.title) asks for \(address.address) on \(use.selection.text), which doesn't give it out",
            label: "\(ranges)\(others.count > 3 ? ", …" : "")",
            notes: ["The pod fails: \"failed to allocate all requested IPs: \(address.address)\"."],
            related: [
                (
                    (inside ?? first).subnet.spot,
                    inside == nil ? "its range" : "its network, of which only a part is given out"
                )
            ])
    }

    private func report(
        _ address: AskedAddress, _ what: String, _ label: String, _ pool: AddressPool, _ sink: inout FindingSink
    ) {
        sink.report(
            .reservedAddress, at: address.cursor.spot,
            "\(pod.title) asks for \(address.address) on \(use.selection.text), which \(what)", label: label,
            notes: ["The pod fails: host-local refuses the address."],
            related: [((pool.gateway?.spot ?? pool.subnet.spot), "of this range")])
    }

    /// host-local takes the address and goes by its own prefix.
    private func checkPrefix(_ address: AskedAddress, _ pool: AddressPool, _ sink: inout FindingSink) {
        guard let prefix = address.prefixLength, prefix != pool.network.prefixLength else { return }
        sink.report(
            .otherPrefix, at: address.cursor.spot,
            "\(pod.title) asks for \(address.address)/\(prefix) on \(use.selection.text), whose network is \(pool.network)",
            label: "it will be \(address.address)/\(pool.network.prefixLength)",
            notes: ["host-local drops the prefix that is asked for and takes its network's."],
            related: [(pool.subnet.spot, "its network")])
    }
}
