/// An address with the length of its prefix, host bits kept: `10.9.0.7/24`.
public struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
    public let address: IPAddress
    public let prefixLength: Int

    public init?(address: IPAddress, prefixLength: Int) {
        guard (0...address.family.bits).contains(prefixLength) else { return nil }
        self.address = address
        self.prefixLength = prefixLength
    }

    /// Parses `ADDRESS/PREFIX`. The prefix is required: CNI's results know no bare address (cni.md 7.2).
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(parts[0]), (1...3).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), var length = Int(parts[1])
        else { return nil }
        // ::ffff:10.0.0.1/120 is 10.0.0.1/24
        if address.family == .v4, parts[0].contains(":") { length -= 96 }
        self.init(address: address, prefixLength: length)
    }

    public func contains(_ other: IPAddress) -> Bool {
        guard other.family == address.family else { return false }
        let whole = prefixLength / 8
        guard address.bytes[..<whole] == other.bytes[..<whole] else { return false }
        let rest = prefixLength % 8
        return rest == 0 || (address.bytes[whole] ^ other.bytes[whole]) >> (8 - rest) == 0
    }

    /// True of `0.0.0.0/0` and `::/0`.
    public var isDefault: Bool { prefixLength == 0 && address.isUnspecified }

    public var description: String { "\(address)/\(prefixLength)" }
}
