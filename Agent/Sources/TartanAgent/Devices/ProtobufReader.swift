/// The fields of one message in Protocol Buffers' binary form, one after the other; nothing is copied or kept.
struct ProtobufReader {
    enum Value {
        case number(UInt64)
        /// A text, bytes or a message.
        case bytes(ArraySlice<UInt8>)
        /// Of a fixed width, which none of the messages that are read here has a use for.
        case fixed
    }

    struct Malformed: Error, Equatable {}

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// Nil at the end.
    mutating func next() throws(Malformed) -> (field: UInt64, value: Value)? {
        if rest.isEmpty { return nil }
        let key = try number()
        guard key >> 3 > 0 else { throw Malformed() }
        switch key & 7 {
        case 0: return (key >> 3, .number(try number()))
        case 1:
            _ = try take(8)
            return (key >> 3, .fixed)
        case 2: return (key >> 3, .bytes(try take(try number())))
        case 5:
            _ = try take(4)
            return (key >> 3, .fixed)
        default: throw Malformed()
        }
    }

    /// Seven bits a byte, the lowest first; at most ten bytes.
    private mutating func number() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst(), shift < 63 || byte <= 1 else { throw Malformed() }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
        }
        throw Malformed()
    }

    private mutating func take(_ count: UInt64) throws(Malformed) -> ArraySlice<UInt8> {
        guard count <= UInt64(rest.count) else { throw Malformed() }
        let taken = rest.prefix(Int(count))
        rest = rest.dropFirst(Int(count))
        return taken
    }
}
