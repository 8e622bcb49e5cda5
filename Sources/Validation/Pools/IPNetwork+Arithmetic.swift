package import CNI

extension IPNetwork {
    /// The network's own address: that of the prefix, all host bits 0.
    package var first: IPAddress { masked { byte, mask in byte & mask } }

    /// The last address: all host bits 1, for IPv4 the broadcast address.
    package var last: IPAddress { masked { byte, mask in byte | ~mask } }

    package var hasHostBits: Bool { first != address }

    /// The network without host bits.
    package var canonical: IPNetwork { IPNetwork(address: first, prefixLength: prefixLength) ?? self }

    package var range: AddressRange { AddressRange(unchecked: first, last) }

    /// How many bits of an address tell hosts apart.
    package var hostBits: Int { address.family.bits - prefixLength }

    package func contains(_ other: IPNetwork) -> Bool {
        other.prefixLength >= prefixLength && contains(other.address)
    }

    package func overlaps(_ other: IPNetwork) -> Bool { contains(other) || other.contains(self) }

    private func masked(_ change: (UInt8, UInt8) -> UInt8) -> IPAddress {
        let bytes = address.bytes.enumerated().map { index, byte in
            let bits = min(max(prefixLength - index * 8, 0), 8)
            return change(byte, UInt8(truncatingIfNeeded: 0xFF00 >> bits))
        }
        return IPAddress(bytes: bytes) ?? address
    }
}

extension IPAddress {
    /// In the order of numbers; every IPv4 address is before every IPv6 address.
    package static func < (left: IPAddress, right: IPAddress) -> Bool {
        if left.bytes.count != right.bytes.count { return left.bytes.count < right.bytes.count }
        return left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    package static func <= (left: IPAddress, right: IPAddress) -> Bool { !(right < left) }

    /// The next address; nil after the last one.
    package var next: IPAddress? {
        var bytes = bytes
        for index in bytes.indices.reversed() {
            bytes[index] &+= 1
            if bytes[index] != 0 { return IPAddress(bytes: bytes) }
        }
        return nil
    }

    /// The address before it; nil before the first one.
    package var previous: IPAddress? {
        var bytes = bytes
        for index in bytes.indices.reversed() {
            bytes[index] &-= 1
            if bytes[index] != 0xFF { return IPAddress(bytes: bytes) }
        }
        return nil
    }
}
