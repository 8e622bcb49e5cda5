/// Numbers in the byte order of the machine, which is netlink's.
extension ArraySlice<UInt8> {
    /// - Parameter offset: from the slice's own start.
    func uint32(at offset: Int) -> UInt32? {
        guard let low = uint16Parts(at: offset), let high = uint16Parts(at: offset + 2) else { return nil }
        return UInt32(littleEndian: UInt32(low) | UInt32(high) << 16)
    }

    func uint16(at offset: Int) -> UInt16? {
        uint16Parts(at: offset).map { UInt16(littleEndian: $0) }
    }

    func uint8(at offset: Int) -> UInt8? {
        offset >= 0 && offset < count ? self[startIndex + offset] : nil
    }

    private func uint16Parts(at offset: Int) -> UInt16? {
        guard let first = uint8(at: offset), let second = uint8(at: offset + 1) else { return nil }
        return UInt16(first) | UInt16(second) << 8
    }
}

extension Int {
    /// Rounded up to a multiple of 4, as every part of a message is.
    var netlinkAligned: Int { (self + 3) & ~3 }
}

extension String {
    /// A text of the kernel's: up to the first zero byte.
    init(netlink bytes: ArraySlice<UInt8>) {
        self.init(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
