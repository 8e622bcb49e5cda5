import CNI
import Findings

/// What is wrong with a text that should be an address.
struct SelectionAddressSlip {
    private let text: String
    private let withPrefix: Bool

    init(_ text: String, withPrefix: Bool) {
        self.text = text
        self.withPrefix = withPrefix
    }

    func report(_ value: SelectionValue, _ sink: inout FindingSink) {
        let (label, meant) = advice
        sink.report(
            .selectionAddress, at: value.cursor.spot,
            "\(value.subject) is \"\(text.cutForMessage)\", which is no address\(withPrefix ? "" : " of a host")",
            label: label,
            notes: [isTakenByMultus(value) ? SelectionAnnotation.tartanRefuses : SelectionAnnotation.bothRefuse],
            replacement: meant.map { "\"\($0)\"" })
    }

    /// It doesn't look at the node's addresses, nor whether a gateway is one.
    private func isTakenByMultus(_ value: SelectionValue) -> Bool {
        value.path.hasSuffix(".hostIP") || IPAddress(text)?.isUnspecified == true
    }

    private var advice: (label: String, meant: String?) {
        let plain = TextPart(text).trimmed.string
        if plain != text, isAddress(plain) { return ("without blanks", plain) }
        let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if halves.count > 2 { return ("one \"/\" at the most", nil) }
        if halves.count == 2, let address = IPAddress(halves[0]) { return prefix(address, halves[0], halves[1]) }
        let host = halves[0]
        if IPAddress(host)?.isUnspecified == true { return ("the address of a gateway", nil) }
        if text.isEmpty { return ("it is empty", nil) }
        if host.utf8.contains(UInt8(ascii: "%")) { return ("an address without an interface behind \"%\"", nil) }
        if host.utf8.contains(UInt8(ascii: ",")) { return ("each address is a text of its own", nil) }
        if host.utf8.contains(UInt8(ascii: ":")) {
            return ("groups of hexadecimal digits between colons, eight or with one \"::\"", nil)
        }
        if host.utf8.contains(UInt8(ascii: "-")), host.split(separator: "-").allSatisfy({ IPAddress($0) != nil }) {
            return ("one address, not a range", nil)
        }
        return v4(host)
    }

    private func isAddress(_ text: String) -> Bool {
        IPAddress(text) != nil || withPrefix && IPNetwork(text) != nil
    }

    private func prefix(_ address: IPAddress, _ host: String, _ length: String) -> (String, String?) {
        if !withPrefix { return ("without a prefix", address.isUnspecified ? nil : host) }
        if let mask = IPAddress(length), let bits = Self.length(of: mask) {
            return ("write \(host)/\(bits)", "\(host)/\(bits)")
        }
        return ("a prefix of 0 to \(address.family.bits)", nil)
    }

    /// Of a mask with ones first.
    private static func length(of mask: IPAddress) -> Int? {
        guard mask.family == .v4 else { return nil }
        let value = mask.bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let ones = (~value).leadingZeroBitCount
        return value << UInt32(ones) == 0 || ones == 32 ? ones : nil
    }

    private func v4(_ host: String) -> (String, String?) {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isNumeric = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(TextBytes.isDigit) }
        guard isNumeric, parts.count > 1 else { return ("an address in digits, not a name", nil) }
        if parts.count != 4 { return ("an IPv4 address has four numbers", nil) }
        let numbers = parts.compactMap { UInt8($0) }
        if numbers.count < 4 { return ("each number is 0 to 255", nil) }
        let meant = numbers.map { String($0) }.joined(separator: ".") + text.dropFirst(host.count)
        return ("without leading zeros", isAddress(meant) ? meant : nil)
    }
}
