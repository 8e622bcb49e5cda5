import CNI
import Findings

/// A network that addresses are taken from: host bits, size, and whether hosts can have such addresses at all.
struct NetworkCheck {
    let pool: AddressPool

    func check(_ sink: inout FindingSink) {
        let text = pool.subnet.value.network
        let subject = "\"\(pool.subnet.key)\" of \(pool.plugin)"
        if pool.way == .subnet, text.hasHostBits {
            sink.report(
                .hostBits, at: pool.subnet.spot, "\(subject) is \(text), which is no network's own address",
                label: "did you mean \(pool.network)?",
                notes: [
                    "\(pool.plugin) refuses it: \"Network has host bits set\".",
                    "The network of \(text.address) is \(pool.network); the first and last address to be given out are \"rangeStart\" and \"rangeEnd\".",
                ])
        }
        if pool.way != .other, text.hostBits < 2 {
            sink.report(
                .networkTooSmall, at: pool.subnet.spot,
                "\(subject) is \(pool.network), a network of \(text.hostBits == 0 ? "one address" : "two addresses")",
                label: "at most /\(text.address.family.bits - 2)",
                notes: [
                    "\(pool.plugin) takes the first and the last address of a network for reserved, so none is left."
                ])
        }
        if let use = SpecialUse(pool.network) {
            sink.report(
                .specialNetwork, at: pool.subnet.spot, "\(subject) is \(pool.network), \(use.what)",
                label: "a network for hosts is expected", notes: [use.consequence])
        }
    }
}

/// Addresses that a pod can't use as its own.
struct SpecialUse {
    /// As the rest of a sentence.
    let what: String
    let consequence: String

    private init(_ what: String, _ consequence: String) {
        self.what = what
        self.consequence = consequence
    }

    init?(_ network: IPNetwork) {
        guard let use = Self.all.first(where: { $0.isMeant(network) }) else { return nil }
        self = use.use
    }

    private struct Known {
        let network: IPNetwork
        let use: SpecialUse
        /// Networks that contain it are meant, too.
        var isInside = false

        func isMeant(_ other: IPNetwork) -> Bool { network.contains(other) || isInside && other.contains(network) }
    }

    private static let all: [Known] = [
        known("127.0.0.0/8", "which every host has for itself", "Packets with such an address never leave the pod."),
        known("224.0.0.0/4", "which is for multicast", "No host can have such an address for its own."),
        known("0.0.0.0/8", "which stands for no host", "The kernel sends nothing to such addresses."),
        known(
            "169.254.169.254/32", "in which the metadata server of clouds is",
            "A pod with a route to this network no longer reaches the server, or gets its address.", isInside: true),
        known("::1/128", "which every host has for itself", "The kernel refuses it on any interface but lo."),
        known("ff00::/8", "which is for multicast", "The kernel refuses it as an address of an interface."),
        known(
            "fe80::/10", "which is for the link alone",
            "Every interface has addresses of it by itself, and programs can use them only with the interface's name."),
    ].compactMap { $0 }

    private static func known(
        _ network: String, _ what: String, _ consequence: String, isInside: Bool = false
    ) -> Known? {
        IPNetwork(network).map { Known(network: $0, use: SpecialUse(what, consequence), isInside: isInside) }
    }
}
