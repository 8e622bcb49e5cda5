import CNI

/// What is wrong with a text that should be a MAC address or a GUID.
struct HardwareAddressSlip {
    let label: String
    /// What was surely meant.
    let meant: String?
    /// Multus takes 6, 8 and 20 bytes for both, in three spellings.
    let isTakenByMultus: Bool

    init(_ text: String, length: Int) {
        let digits = text.utf8.filter { !":-. ".utf8.contains($0) }
        let isHexadecimal = !digits.isEmpty && digits.allSatisfy(Self.isHexadecimal)
        let other = length == 6 ? 8 : 6
        isTakenByMultus = [6, 8, 20].contains { HardwareAddress(text, length: $0) != nil || Self.isDotted(text, $0) }
        let parts = text.split(whereSeparator: { ":-".contains($0) })
        if HardwareAddress(text, length: other) != nil {
            meant = nil
            label = "\(other) bytes: did you mean \"\(other == 8 ? "infiniband-guid" : "mac")\"?"
        } else if isHexadecimal, digits.count == 2 * length {
            meant = Self.pairs(Array(digits))
            label = "write \(Self.pairs(Array(digits)))"
        } else if isHexadecimal, parts.count == length, parts.allSatisfy({ $0.utf8.count <= 2 }) {
            let padded = parts.map { ($0.utf8.count == 1 ? "0" : "") + $0 }.joined(separator: ":").lowercased()
            meant = padded
            label = "two digits for each byte: \(padded)"
        } else if isHexadecimal, parts.count > 1, parts.count != length {
            meant = nil
            label = "it has \(parts.count) bytes, \(length) are needed"
        } else {
            meant = nil
            label =
                "pairs of hexadecimal digits such as \(length == 6 ? "0a:58:0a:1e:00:09" : "c2:11:22:33:44:55:66:77")"
        }
    }

    private static func pairs(_ digits: [UInt8]) -> String {
        stride(from: 0, to: digits.count, by: 2).map { String(decoding: digits[$0..<$0 + 2], as: UTF8.self) }
            .joined(separator: ":").lowercased()
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        TextBytes.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    /// `0a58.0a1e.0009`.
    private static func isDotted(_ text: String, _ length: Int) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == length / 2 && length % 2 == 0
            && parts.allSatisfy { $0.utf8.count == 4 && $0.utf8.allSatisfy(isHexadecimal) }
    }
}
