package import CNI

/// An address as it was written.
package struct IPAddressText: Sendable, Hashable {
    package let address: IPAddress
    /// An IPv4 address in the notation of IPv6: `::ffff:10.1.0.7`.
    package let isMapped: Bool
    /// `010.1.0.7`: read as decimal here, as Whereabouts does.
    package let hasLeadingZeroes: Bool

    package init?(_ text: some StringProtocol) {
        let plain = Self.withoutLeadingZeroes(text)
        guard let address = IPAddress(plain ?? String(text)) else { return nil }
        self.address = address
        hasLeadingZeroes = plain != nil
        isMapped = address.family == .v4 && text.utf8.contains(UInt8(ascii: ":"))
    }

    /// - Returns: nil if there are none.
    private static func withoutLeadingZeroes(_ text: some StringProtocol) -> String? {
        guard hasLeadingZero(text.utf8) else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard parts.count == 4, parts.allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy(digits.contains) })
        else { return nil }
        let plain = parts.map { part in
            let short = part.drop { $0 == UInt8(ascii: "0") }
            return short.isEmpty ? "0" : String(decoding: short, as: UTF8.self)
        }
        let joined = plain.joined(separator: ".")
        return joined.utf8.elementsEqual(text.utf8) ? nil : joined
    }
}

extension IPAddressText {
    /// Whether a number that begins with a zero goes on behind it.
    private static func hasLeadingZero(_ bytes: some Sequence<UInt8>) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        var (isInside, isZero) = (false, false)
        for byte in bytes {
            let isDigit = digits.contains(byte)
            if isDigit, isZero { return true }
            isZero = byte == UInt8(ascii: "0") && !isInside
            isInside = isDigit
        }
        return false
    }
}

/// An address with the length of its prefix as it was written, host bits kept.
package struct IPNetworkText: Sendable, Hashable {
    package let network: IPNetwork
    package let isMapped: Bool
    package let hasLeadingZeroes: Bool

    package init?(_ text: some StringProtocol) {
        if let network = IPNetwork(text) {
            self.network = network
            isMapped = network.address.family == .v4 && text.utf8.contains(UInt8(ascii: ":"))
            hasLeadingZeroes = false
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddressText(parts[0]) else { return nil }
        let plain = address.hasLeadingZeroes ? address.address.description : String(parts[0])
        guard let network = IPNetwork("\(plain)/\(parts[1])") else { return nil }
        self.network = network
        isMapped = address.isMapped
        hasLeadingZeroes = address.hasLeadingZeroes
    }

    /// The network of one address.
    package init?(single address: IPAddressText) {
        guard let network = IPNetwork(address: address.address, prefixLength: address.address.family.bits) else {
            return nil
        }
        self.network = network
        isMapped = address.isMapped
        hasLeadingZeroes = address.hasLeadingZeroes
    }
}
