import TartanStore

/// Ids of traces and spans, made of what they are of: the same every time, and never the invalid one of zeros alone.
enum SpanIdentifier {
    /// 32 hexadecimal digits.
    static func trace(_ parts: [String]) -> String { String(SHA256.hex(parts.joined(separator: "\n")).prefix(32)) }

    /// 16 hexadecimal digits.
    static func span(_ trace: String, _ number: Int) -> String {
        String(SHA256.hex("\(trace)\n\(number)").prefix(16))
    }
}
