import CLinux
import CNI

/// A message to the kernel, under construction.
struct NetlinkRequest {
    let type: UInt16
    let flags: UInt16
    private var payload: [UInt8]

    init(_ type: Int, flags: Int32 = 0, fixedPart: [UInt8]) {
        self.type = UInt16(truncatingIfNeeded: type)
        self.flags = UInt16(truncatingIfNeeded: NLM_F_REQUEST | flags)
        payload = fixedPart.netlinkPadded
    }

    mutating func append(_ type: UInt16, _ value: [UInt8]) {
        payload += Self.attribute(type, value)
    }

    mutating func append(_ type: UInt16, _ value: UInt32) {
        append(type, value.netlinkBytes)
    }

    mutating func append(attributes bytes: [UInt8]) {
        payload += bytes
    }

    static func attribute(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
        let length = UInt16(truncatingIfNeeded: value.count + NetlinkAttributes.headerSize)
        return (length.netlinkBytes + type.netlinkBytes + value).netlinkPadded
    }

    func bytes(sequence: UInt32) -> [UInt8] {
        let length = UInt32(truncatingIfNeeded: payload.count + NetlinkMessage.headerSize)
        let port: UInt32 = 0
        return length.netlinkBytes + type.netlinkBytes + flags.netlinkBytes + sequence.netlinkBytes + port.netlinkBytes
            + payload
    }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// In the byte order of the machine.
    var netlinkBytes: [UInt8] {
        let little = littleEndian
        return (0..<(Self.bitWidth / 8)).map { UInt8(truncatingIfNeeded: little >> ($0 * 8)) }
    }
}

extension [UInt8] {
    var netlinkPadded: [UInt8] {
        self + [UInt8](repeating: 0, count: count.netlinkAligned - count)
    }
}
