package import CNI
import PluginCatalogue

/// A network that addresses are taken from, and which of them.
package struct AddressPool: Sendable {
    /// The plugin that gives the addresses: `host-local`.
    package let plugin: String
    /// The network as it was written, host bits kept: `10.1.0.5/16` of a `range` is 10.1.0.0/16.
    package let subnet: Placed<IPNetworkText>
    /// The bounds that were written; those of `10.1.0.10-10.1.0.99/16` stand in the same text as the network.
    package let start: Placed<IPAddress>?
    package let end: Placed<IPAddress>?
    package let gateway: Placed<IPAddress>?
    package let excluded: [Placed<IPNetwork>]
    /// Its place in each array that it is in, the outermost first: `[0, 1]` for `ranges[0][1]`.
    package let indices: [Int]
    /// Which addresses are given out, and how, is the plugin's way.
    package let way: Way
    package let object: JSONCursor

    package enum Way: Sendable {
        /// host-local's: the gateway, by default the first address, is not given out; bounds have to fit.
        case subnet
        /// Whereabouts': host bits are no mistake, bounds that don't fit are passed over, the gateway is an address as any.
        case range
        /// Not known so far: the network alone stands in the configuration.
        case other
    }

    /// The network without host bits.
    package var network: IPNetwork { subnet.value.network.canonical }

    /// The gateway that pods get, written or not; nil where there is none.
    package var effectiveGateway: IPAddress? {
        gateway?.value ?? (way == .subnet ? network.first.next : nil)
    }

    /// What can be given out at the most, exclusions and gateway not taken off; nil where that is nothing.
    package var range: AddressRange? {
        let network = network
        let bounds = network.range
        let first = start.map(\.value).flatMap { bounds.contains($0) ? $0 : nil }
        let last = end.map(\.value).flatMap { bounds.contains($0) ? $0 : nil }
        guard network.hostBits > 1 else { return AddressRange(first ?? bounds.first, last ?? bounds.last) }
        let lastUsual = network.address.family == .v4 ? bounds.last.previous : bounds.last
        guard let usual = bounds.first.next, let lastUsual else { return nil }
        if way == .range {
            let start = first == bounds.first ? usual : first ?? usual
            return AddressRange(start, last.map { start <= $0 && $0 <= lastUsual ? $0 : lastUsual } ?? lastUsual)
        }
        return AddressRange(first ?? usual, last ?? lastUsual)
    }

    /// Whether one of its addresses can be given out.
    package func gives(_ address: IPAddress) -> Bool {
        range?.contains(address) == true && !excluded.contains { $0.value.contains(address) }
            && !(way == .subnet && address == effectiveGateway)
    }
}

extension AddressPool {
    /// The pools that an object describes: as a rule one.
    static func all(of object: AddressObject) -> [AddressPool] {
        let start = object.placed(.rangeStart)
        let end = object.placed(.rangeEnd)
        let excluded = object.texts(.exclude).compactMap { text -> Placed<IPNetwork>? in
            let network = text.network ?? text.address.flatMap { IPNetworkText(single: $0) }
            return network.map { Placed($0.network.canonical, text) }
        }
        return (object.texts(.subnet) + object.texts(.range)).compactMap { text in
            guard let range = RangeText(text.text) else { return nil }
            return AddressPool(
                plugin: object.plugin, subnet: Placed(range.network, text),
                start: range.start.map { Placed($0, text) } ?? start, end: range.end.map { Placed($0, text) } ?? end,
                gateway: object.placed(.gateway, for: range.network.network.address.family), excluded: excluded,
                indices: object.indices, way: way(of: object, text), object: object.cursor)
        }
    }

    private static func way(of object: AddressObject, _ text: AddressText) -> Way {
        if text.meaning == .range { return .range }
        return object.refusesBounds ? .subnet : .other
    }
}
