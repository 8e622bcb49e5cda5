import CNI
import Findings

/// First and last address of a range.
struct BoundCheck {
    let pool: AddressPool

    func check(_ sink: inout FindingSink) {
        guard pool.way != .other, pool.network.hostBits > 1 else { return }
        let start = pool.start.map { checkInside($0, &sink) } ?? true
        let end = pool.end.map { checkInside($0, &sink) } ?? true
        guard start, end else { return }
        checkOrder(&sink)
        if pool.way == .subnet { checkReserved(&sink) }
    }

    /// - Returns: whether the address is in the network.
    private func checkInside(_ bound: Placed<IPAddress>, _ sink: inout FindingSink) -> Bool {
        if pool.network.contains(bound.value) { return true }
        // The start of FIRST-LAST/PREFIX has to fit, whoever reads it.
        let isRefused = pool.way == .subnet || bound.key == pool.subnet.key
        let isOther = bound.value.family != pool.network.address.family
        let why = isOther ? "an address of another family than" : "not in"
        sink.report(
            isRefused ? .boundOutsideNetwork : .ignoredBound, at: bound.spot,
            "\"\(bound.key)\" of \(pool.plugin) is \(bound.value), \(why) \(pool.network)",
            label: "\(pool.network.range) is the network",
            notes: [
                isRefused
                    ? "\(pool.plugin) refuses it, and no pod gets an address."
                    : "\(pool.plugin) passes over it and gives out addresses up to the network's own bound."
            ],
            related: bound.key == pool.subnet.key ? [] : [(pool.subnet.spot, "the network")])
        return false
    }

    private func checkOrder(_ sink: inout FindingSink) {
        guard let start = pool.start, let end = pool.end, end.value < start.value else { return }
        let isOneText = start.key == end.key
        sink.report(
            pool.way == .subnet ? .reversedRange : .ignoredBound, at: end.spot,
            isOneText
                ? "\"\(end.key)\" of \(pool.plugin) ends with \(end.value), before its start \(start.value)"
                : "\"\(end.key)\" of \(pool.plugin) is \(end.value), before \"\(start.key)\"",
            label: "did you swap them?",
            notes: [
                pool.way == .subnet
                    ? "\(pool.plugin) says of it that the start is not in the network, and refuses it."
                    : "\(pool.plugin) passes over the end and gives out addresses up to the network's last one."
            ],
            related: isOneText ? [] : [(start.spot, "\"\(start.key)\"")])
    }

    /// The network's own and its broadcast address are left out by default, and given out if a bound says so.
    private func checkReserved(_ sink: inout FindingSink) {
        guard pool.network.address.family == .v4 else { return }
        let bounds = pool.network.range
        for (bound, address, what, other) in [
            (pool.start, bounds.first, "the network's own address", bounds.first.next),
            (pool.end, bounds.last, "the broadcast address", bounds.last.previous),
        ] {
            guard let bound, bound.value == address, let other else { continue }
            sink.report(
                .reservedAddressGivenOut, at: bound.spot,
                "\"\(bound.key)\" of \(pool.plugin) is \(address), \(what) of \(pool.network)",
                label: "did you mean \(other)?",
                notes: [
                    "Without \"\(bound.key)\" it is left out; so a pod gets it, and others can't talk to this pod."
                ],
                replacement: "\"\(other)\"")
        }
    }
}
