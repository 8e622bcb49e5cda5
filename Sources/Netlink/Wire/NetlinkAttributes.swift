import CLinux
import CNI

/// The attributes of a message, or of another attribute (struct rtattr and what follows it).
struct NetlinkAttributes {
    static let headerSize = 4

    private let all: [(type: UInt16, value: ArraySlice<UInt8>)]

    init(_ bytes: ArraySlice<UInt8>) throws(MalformedMessage) {
        var all: [(type: UInt16, value: ArraySlice<UInt8>)] = []
        var rest = bytes
        while !rest.isEmpty {
            guard let declared = rest.uint16(at: 0), let type = rest.uint16(at: 2) else {
                throw .shortHeader(bytes: rest.count)
            }
            let length = Int(declared)
            guard length >= Self.headerSize, length <= rest.count else {
                throw .lengthOutOfRange(length: length, available: rest.count)
            }
            let value = rest.dropFirst(Self.headerSize).prefix(length - Self.headerSize)
            all.append((type & ~UInt16(truncatingIfNeeded: NLA_F_NESTED | NLA_F_NET_BYTEORDER), value))
            rest = rest.dropFirst(length.netlinkAligned)
        }
        self.all = all
    }

    /// The last one of the type, as the kernel reads it.
    subscript(type: UInt16) -> ArraySlice<UInt8>? {
        all.last { $0.type == type }?.value
    }

    func values(_ type: UInt16) -> [ArraySlice<UInt8>] {
        all.filter { $0.type == type }.map(\.value)
    }

    func uint32(_ type: UInt16) throws(MalformedMessage) -> UInt32? {
        guard let value = self[type] else { return nil }
        guard value.count >= 4, let number = value.uint32(at: 0) else {
            throw .attributeSize(type: type, bytes: value.count, needed: 4)
        }
        return number
    }

    /// An interface's index; the kernel writes 0 for none.
    func index(_ type: UInt16) throws(MalformedMessage) -> Int32? {
        guard let number = try uint32(type), number != 0 else { return nil }
        return Int32(bitPattern: number)
    }

    func text(_ type: UInt16) -> String? {
        self[type].map { String(netlink: $0) }
    }

    func address(_ type: UInt16, _ family: IPAddress.Family) throws(MalformedMessage) -> IPAddress? {
        guard let value = self[type] else { return nil }
        guard value.count == family.bits / 8, let address = IPAddress(bytes: Array(value)) else {
            throw .attributeSize(type: type, bytes: value.count, needed: family.bits / 8)
        }
        return address
    }

    func nested(_ type: UInt16) throws(MalformedMessage) -> NetlinkAttributes? {
        guard let value = self[type] else { return nil }
        return try NetlinkAttributes(value)
    }
}
