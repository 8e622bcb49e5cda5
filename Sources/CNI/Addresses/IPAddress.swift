/// An IPv4 or IPv6 address. An IPv4-mapped IPv6 address is taken for the IPv4 address that it stands for, as Go's net package does.
public struct IPAddress: Sendable, Hashable {
    public enum Family: Sendable, Hashable {
        case v4
        case v6

        public var bits: Int { self == .v4 ? 32 : 128 }
    }

    /// 4 or 16 bytes, in network order.
    public let bytes: [UInt8]

    public var family: Family { bytes.count == 4 ? .v4 : .v6 }

    /// - Parameter bytes: 4 or 16 of them, in network order; nil for any other number.
    public init?(bytes: [UInt8]) {
        switch bytes.count {
        case 4: self.bytes = bytes
        case 16:
            let mapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            self.bytes = mapped ? Array(bytes[12...]) : bytes
        default: return nil
        }
    }

    /// Parses the usual spellings: dotted decimal without leading zeroes, and RFC 4291 text without a zone.
    public init?(_ text: some StringProtocol) {
        if text.contains(":") {
            guard let bytes = Self.parseV6(Substring(text)) else { return nil }
            self.init(bytes: bytes)
        } else {
            guard let bytes = Self.parseV4(Substring(text)) else { return nil }
            self.init(bytes: bytes)
        }
    }

    public var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

    private static func parseV4(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4)
        var (value, digits) = (0, 0)
        for byte in text.utf8 {
            if byte == UInt8(ascii: ".") {
                guard digits > 0, value <= 255, bytes.count < 3 else { return nil }
                bytes.append(UInt8(value))
                (value, digits) = (0, 0)
            } else {
                guard (0x30...0x39).contains(byte), digits < 3, value > 0 || digits == 0 else { return nil }
                value = 10 * value + Int(byte - 0x30)
                digits += 1
            }
        }
        guard digits > 0, value <= 255, bytes.count == 3 else { return nil }
        return bytes + [UInt8(value)]
    }

    private static func parseV6(_ text: Substring) -> [UInt8]? {
        if let gap = gap(in: text) {
            let rest = text[text.index(gap, offsetBy: 2)...]
            guard self.gap(in: rest) == nil, let head = groups(text[..<gap], last: false),
                let tail = groups(rest, last: true), head.count + tail.count <= 14
            else { return nil }
            return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
        }
        guard let bytes = groups(text, last: true), bytes.count == 16 else { return nil }
        return bytes
    }

    /// Where `::` stands. By hand: a search of the standard library's would link the engine of regular expressions.
    private static func gap(in text: Substring) -> Substring.Index? {
        zip(text.indices, text.indices.dropFirst()).first { text[$0] == ":" && text[$1] == ":" }?.0
    }

    /// The bytes of groups between colons; the last one may be a dotted IPv4 address.
    private static func groups(_ text: Substring, last: Bool) -> [UInt8]? {
        if text.isEmpty { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if last, index == parts.count - 1, part.contains(".") {
                guard let four = parseV4(part) else { return nil }
                bytes += four
            } else {
                guard (1...4).contains(part.utf8.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit }),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes
    }
}

extension IPAddress: CustomStringConvertible {
    /// RFC 5952's text.
    public var description: String {
        if family == .v4 { return bytes.map { String($0) }.joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        let zeroes = Self.longestRunOfZeroes(groups)
        let texts = groups.map { String($0, radix: 16) }
        guard let zeroes else { return texts.joined(separator: ":") }
        return texts[..<zeroes.lowerBound].joined(separator: ":") + "::"
            + texts[zeroes.upperBound...].joined(separator: ":")
    }

    private static func longestRunOfZeroes(_ groups: [UInt16]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start > max(1, best?.count ?? 0) { best = start..<end }
            start = max(end, start + 1)
        }
        return best
    }
}
