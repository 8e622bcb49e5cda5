import CNI
import Findings

/// Ranges of host-local in which no address is left.
struct ReservationCheck: NodeCheck {
    /// Larger ranges aren't counted; they don't run out either.
    private static let largest = 65_536

    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard !node.facts.reservations.isEmpty else { return }
        for configuration in node.configurations {
            guard let place = HostLocalPool(configuration), let texts = node.facts.reservations[place.network] else {
                continue
            }
            let taken = Set(texts.prefix(Self.largest).compactMap { IPAddress($0) })
            let pools = configuration.addresses.pools.filter { $0.plugin == "host-local" }
            // The ranges of one set stand in for each other.
            let sets = Dictionary(grouping: pools) { $0.indices.first ?? -1 }.sorted { $0.key < $1.key }
            for (_, set) in sets {
                guard let first = set.first, set.allSatisfy({ Self.isFull($0, taken) }) else { continue }
                sink.report(
                    .addressesUsedUp, at: first.subnet.spot,
                    "host-local has given out every address of \(first.network) that \(node.facts.name) has of \(configuration.title)",
                    label: "none is left",
                    notes: [
                        "The next pod fails: no IP addresses available in range set. Addresses of pods that are gone are given back by: sudo tartanctl gc --leases",
                        "If all are of pods that run, the range is too small for this node.",
                    ])
            }
        }
    }

    private static func isFull(_ pool: AddressPool, _ taken: Set<IPAddress>) -> Bool {
        guard let range = pool.range else { return false }
        let gateway = pool.gateway?.value ?? pool.network.first.next
        var address: IPAddress? = range.first
        for _ in 0..<largest {
            guard let current = address else { return true }
            if current != gateway, !taken.contains(current) { return false }
            if current == range.last { return true }
            address = current.next
        }
        return false
    }
}
