package import CNI

/// Addresses of one family from a first to a last one, both included.
package struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    package let first: IPAddress
    package let last: IPAddress

    /// - Returns: nil if they are of two families or the last one is before the first.
    package init?(_ first: IPAddress, _ last: IPAddress) {
        guard first.family == last.family, first <= last else { return nil }
        self.init(unchecked: first, last)
    }

    init(unchecked first: IPAddress, _ last: IPAddress) {
        self.first = first
        self.last = last
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.family == first.family && first <= address && address <= last
    }

    package func contains(_ other: AddressRange) -> Bool { contains(other.first) && contains(other.last) }

    package func overlaps(_ other: AddressRange) -> Bool {
        first.family == other.first.family && first <= other.last && other.first <= last
    }

    package var description: String { first == last ? "\(first)" : "\(first)-\(last)" }
}
