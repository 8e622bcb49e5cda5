import CNI
import Findings

/// What isn't given out of a range, and whether anything is left.
struct ExclusionCheck {
    let pool: AddressPool

    func check(_ sink: inout FindingSink) {
        for exclusion in pool.excluded where !exclusion.value.overlaps(pool.network) {
            sink.report(
                .exclusionOutside, at: exclusion.spot,
                "\"\(exclusion.key)\" of \(pool.plugin) has \(exclusion.value), which is not in \(pool.network)",
                label: "it has no effect", related: [(pool.subnet.spot, "the range")])
        }
        checkRepeated(&sink)
        if isUsedUp {
            sink.report(
                .nothingLeft, at: pool.subnet.spot,
                "\"exclude\" of \(pool.plugin) leaves nothing of \(pool.range.map { "\($0)" } ?? "\(pool.network)")",
                label: "no address is left",
                notes: ["Every pod fails: \"Could not allocate IP in range\"."],
                related: pool.excluded.prefix(4).map { ($0.spot, "excluded") })
        }
    }

    /// Networks are one inside the other or apart, so in their order only the last one that was large can contain the next.
    private func checkRepeated(_ sink: inout FindingSink) {
        var outer: Placed<IPNetwork>?
        for (_, exclusion) in inOrder {
            if let outer, outer.value.contains(exclusion.value) {
                sink.report(
                    .repeatedExclusion, at: exclusion.spot,
                    "\"\(exclusion.key)\" of \(pool.plugin) has \(exclusion.value), which is in \(outer.value) already",
                    label: "it can go", related: [(outer.spot, "excludes it")])
            } else {
                outer = exclusion
            }
        }
    }

    /// By first address, larger networks before smaller ones, then as they were written.
    private var inOrder: [(Int, Placed<IPNetwork>)] {
        pool.excluded.enumerated().map { ($0, $1) }.sorted { left, right in
            let (one, other) = (left.1.value, right.1.value)
            if one.first != other.first { return one.first < other.first }
            return (one.prefixLength, left.0) < (other.prefixLength, right.0)
        }
    }

    private var isUsedUp: Bool {
        guard !pool.excluded.isEmpty, let range = pool.range else { return false }
        var next = range.first
        for (_, exclusion) in inOrder where exclusion.value.address.family == next.family {
            let excluded = exclusion.value.range
            if next < excluded.first { return false }
            if excluded.contains(next) {
                guard excluded.last < range.last, let after = excluded.last.next else { return true }
                next = after
            }
        }
        return false
    }
}
