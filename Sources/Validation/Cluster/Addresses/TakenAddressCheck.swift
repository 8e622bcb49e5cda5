import CNI
import Findings

/// An address that one network of a segment uses for good, and another one gives out.
struct TakenAddressCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        for networks in picture.segments { check(networks, &sink) }
    }

    private struct Taken {
        let network: ClusterNetwork
        let address: IPAddress
        let spot: Spot
        let isGateway: Bool
    }

    private struct Pool {
        let network: ClusterNetwork
        let pool: AddressPool
        let range: AddressRange
        /// The last address of all pools up to this one.
        var reach: IPAddress
    }

    /// Pools that are looked at for one address: more of them overlap, which is told as that.
    private static let mostPools = 8

    private func check(_ networks: [ClusterNetwork], _ sink: inout FindingSink) {
        let pools = Self.sorted(networks)
        var fixed: [IPAddress: Taken] = [:]
        for taken in networks.flatMap(Self.taken) {
            if !taken.isGateway {
                if let other = fixed[taken.address], other.network.reference != taken.network.reference {
                    report(taken, also: other, &sink)
                    continue
                }
                if fixed[taken.address] == nil { fixed[taken.address] = taken }
            }
            guard let pool = Self.pool(giving: taken, among: pools) else { continue }
            report(taken, givenBy: pool, &sink)
        }
    }

    private static func taken(_ network: ClusterNetwork) -> [Taken] {
        let fixed = network.addresses.fixed.map {
            Taken(network: network, address: $0.address.value.network.address, spot: $0.address.spot, isGateway: false)
        }
        let gateways = network.addresses.pools.compactMap { pool in
            pool.gateway.map { Taken(network: network, address: $0.value, spot: $0.spot, isGateway: true) }
        }
        var known = Set<IPAddress>()
        return fixed + gateways.filter { known.insert($0.address).inserted }
    }

    private static func sorted(_ networks: [ClusterNetwork]) -> [Pool] {
        var pools = networks.flatMap { network in
            network.addresses.pools.compactMap { pool in
                pool.range.map { Pool(network: network, pool: pool, range: $0, reach: $0.last) }
            }
        }.sorted { $0.range.first < $1.range.first }
        for index in pools.indices.dropFirst() where pools[index].reach < pools[index - 1].reach {
            pools[index].reach = pools[index - 1].reach
        }
        return pools
    }

    private static func pool(giving taken: Taken, among pools: [Pool]) -> Pool? {
        var low = 0
        var high = pools.count
        while low < high {
            let middle = (low + high) / 2
            if taken.address < pools[middle].range.first { high = middle } else { low = middle + 1 }
        }
        for pool in pools[..<low].suffix(mostPools).reversed() {
            if pool.reach < taken.address { return nil }
            if pool.network.reference != taken.network.reference, pool.pool.gives(taken.address),
                !isGateway(taken.address, of: pool.pool)
            {
                return pool
            }
        }
        return nil
    }

    /// host-local never gives out the gateway, written or not.
    private static func isGateway(_ address: IPAddress, of pool: AddressPool) -> Bool {
        if let gateway = pool.gateway { return gateway.value == address }
        return pool.plugin == "host-local" && pool.network.first.next == address
    }

    private func report(_ taken: Taken, givenBy pool: Pool, _ sink: inout FindingSink) {
        let what = taken.isGateway ? "is the gateway of" : "is a fixed address of"
        sink.report(
            .takenAddress, at: taken.spot,
            "\(taken.address) \(what) network \(taken.network.reference), and network \(pool.network.reference) gives it out",
            label: "in \(pool.range) of \(pool.network.reference)",
            notes: [
                "Both are on \(pool.network.segment?.title ?? "one wire"). The pod that gets the address takes the other's packets."
            ], related: [(pool.pool.subnet.spot, "network \(pool.network.reference)")])
    }

    private func report(_ taken: Taken, also other: Taken, _ sink: inout FindingSink) {
        sink.report(
            .takenAddress, at: taken.spot,
            "\(taken.address) is a fixed address of network \(taken.network.reference) and of network \(other.network.reference)",
            label: "taken",
            notes: [
                "Both are on \(taken.network.segment?.title ?? "one wire"). Two pods with one address take each other's packets."
            ], related: [(other.spot, "network \(other.network.reference)")])
    }
}
