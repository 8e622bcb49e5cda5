/// The checksum of a journal's lines: CRC-32 with Castagnoli's polynomial (RFC 3720, B.4).
enum CRC32C {
    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let table = Self.table
        var sum = UInt32.max
        for byte in bytes { sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
        return ~sum
    }

    private static let table: [UInt32] = (UInt32(0)..<256).map { index in
        var entry = index
        for _ in 0..<8 { entry = entry & 1 == 0 ? entry >> 1 : entry >> 1 ^ 0x82F6_3B78 }
        return entry
    }
}
