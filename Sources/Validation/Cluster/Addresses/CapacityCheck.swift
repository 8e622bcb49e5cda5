import CNI
import Findings
import MultiNetwork

/// More pods than a network of the whole cluster has addresses. What gives out addresses for each node can't be counted.
struct CapacityCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        var wanted: [String: Int] = [:]
        for pod in picture.pods {
            guard case .number(let number) = pod.copies, pod.object.kind != "Job" else { continue }
            for use in pod.selections where use.selection.ips == nil {
                wanted[use.selection.reference.description, default: 0] += min(number, 1_000_000)
            }
        }
        for network in picture.networks {
            guard let need = wanted[network.reference] else { continue }
            for pool in network.addresses.pools where pool.plugin == "whereabouts" {
                guard let count = AddressCount(pool), need > count.number else { continue }
                let addresses = count.number == 1 ? "1 address" : "\(count.number) addresses"
                sink.report(
                    .tooFewAddresses, at: pool.subnet.spot,
                    "network \(network.reference) has \(addresses) here, and its pods need \(need)",
                    label: pool.range.map { "\($0)\(pool.excluded.isEmpty ? "" : " without what is excluded")" },
                    notes: ["\(need - count.number) of them can't start: \"Could not allocate IP in range\"."])
            }
        }
    }
}

/// How many addresses a small pool can give out.
private struct AddressCount {
    let number: Int

    /// - Returns: nil for one that no cluster uses up.
    init?(_ pool: AddressPool) {
        guard pool.network.hostBits <= 16 else { return nil }
        guard let range = pool.range else {
            number = 0
            return
        }
        let first = Self.low(range.first)
        let last = Self.low(range.last)
        guard last - first < 1 << 16 else { return nil }
        var excluded = 0
        var next = first
        let parts = pool.excluded.map(\.value.range).filter { $0.overlaps(range) }.sorted { $0.first < $1.first }
        for part in parts {
            let from = max(next, range.contains(part.first) ? Self.low(part.first) : first)
            let to = range.contains(part.last) ? Self.low(part.last) : last
            if to >= from {
                excluded += to - from + 1
                next = to + 1
            }
        }
        number = last - first + 1 - excluded
    }

    /// Within a network of 16 bits the rest is the same.
    private static func low(_ address: IPAddress) -> Int {
        address.bytes.suffix(4).reduce(0) { $0 << 8 | Int($1) }
    }
}
