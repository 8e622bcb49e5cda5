import CNI
import Findings

/// Networks of one segment that give the same addresses, each without knowing of the other, or that disagree about how
/// large their common network is.
struct SegmentAddressCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        for networks in picture.segments {
            let clashing = checkRanges(networks, &sink)
            checkPrefixes(networks, except: clashing, &sink)
        }
    }

    private struct Use {
        let network: ClusterNetwork
        let pool: AddressPool
        let reservations: Reservations
    }

    /// Two networks, the one that was read later behind.
    private struct Pair: Hashable {
        let first: String
        let second: String
    }

    private func checkRanges(_ networks: [ClusterNetwork], _ sink: inout FindingSink) -> Set<Pair> {
        var sweep = OverlapSweep<Use>()
        for network in networks {
            for pool in network.addresses.pools {
                guard let range = pool.range else { continue }
                let reservations = Reservations(of: pool, in: network)
                sweep.add(range, key: reservations.key, Use(network: network, pool: pool, reservations: reservations))
            }
        }
        var told = Set<Pair>()
        for (first, second, common) in sweep.overlaps() {
            // Inside of one configuration it is told as a mistake of that.
            if first.network.reference == second.network.reference { continue }
            let pair = Pair(first: first.network.reference, second: second.network.reference)
            guard told.insert(pair).inserted, let segment = second.network.segment else { continue }
            sink.report(
                .overlapInSegment, at: second.pool.subnet.spot,
                "network \(pair.second) gives out addresses that network \(pair.first) gives out, too",
                label: common.description,
                notes: [
                    "Both are on \(segment.title), and each remembers on its own what it has given out: two pods get one address.",
                    remedy(first, second),
                ], related: [(first.pool.subnet.spot, "network \(pair.first)")])
        }
        return told
    }

    private func remedy(_ first: Use, _ second: Use) -> String {
        switch (first.pool.plugin, second.pool.plugin) {
        case ("host-local", "host-local"):
            "Give them separate ranges, or the same \"name\" in both configurations: then host-local remembers them together."
        case ("whereabouts", "whereabouts"):
            "Give them separate ranges, or the same \"network_name\", and leave \"enable_overlapping_ranges\" on."
        default: "Give them separate ranges."
        }
    }

    /// Networks that are nested, each with its prefix.
    private func checkPrefixes(_ networks: [ClusterNetwork], except: Set<Pair>, _ sink: inout FindingSink) {
        let pools = networks.flatMap { network in network.addresses.pools.map { (network, $0, $0.network) } }
        // A larger network before those inside of it.
        let sorted = pools.enumerated().sorted { left, right in
            let (one, other) = (left.element.2, right.element.2)
            if one.address != other.address { return one.address < other.address }
            if one.prefixLength != other.prefixLength { return one.prefixLength < other.prefixLength }
            return left.offset < right.offset
        }.map(\.element)
        var told = except
        var outer: [(ClusterNetwork, AddressPool, IPNetwork)] = []
        for entry in sorted {
            while let last = outer.last, !last.2.contains(entry.2) { outer.removeLast() }
            defer { outer.append(entry) }
            // A point-to-point range has no wire of its own.
            guard let larger = outer.last(where: { $0.2.prefixLength < entry.2.prefixLength }),
                larger.0.reference != entry.0.reference, entry.2.hostBits > 1,
                !except.contains(Pair(first: larger.0.reference, second: entry.0.reference)),
                !except.contains(Pair(first: entry.0.reference, second: larger.0.reference)),
                told.insert(Pair(first: larger.0.reference, second: entry.0.reference)).inserted,
                let segment = entry.0.segment
            else { continue }
            sink.report(
                .otherPrefixInSegment, at: entry.1.subnet.spot,
                "\(entry.2) of network \(entry.0.reference) is a part of \(larger.2) of network \(larger.0.reference), on the same wire",
                label: "a prefix of \(larger.2.prefixLength) there",
                notes: [
                    "Both are on \(segment.title). Pods of the larger network look for those of the smaller one directly, and these answer by a router."
                ], related: [(larger.1.subnet.spot, "network \(larger.0.reference)")])
        }
    }
}
