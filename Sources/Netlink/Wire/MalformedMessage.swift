/// How a netlink message breaks its own format, as the end of a sentence.
package enum MalformedMessage: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rest of a datagram or attribute list is too short for one header.
    case shortHeader(bytes: Int)
    case lengthOutOfRange(length: Int, available: Int)
    case shortPayload(messageType: UInt16, bytes: Int, needed: Int)
    case attributeSize(type: UInt16, bytes: Int, needed: Int)
    case missingAttribute(type: UInt16, messageType: UInt16)
    /// An address of neither 4 nor 16 bytes, or a prefix that its family doesn't have.
    case badAddress(messageType: UInt16)
    case truncatedDatagram(bytes: Int)

    package var description: String {
        switch self {
        case .shortHeader(let bytes): "\(bytes) bytes are left over"
        case .lengthOutOfRange(let length, let available): "a length of \(length) bytes is given where \(available) are"
        case .shortPayload(let type, let bytes, let needed):
            "a message of type \(type) has \(bytes) bytes instead of \(needed)"
        case .attributeSize(let type, let bytes, let needed):
            "an attribute of type \(type) has \(bytes) bytes instead of \(needed)"
        case .missingAttribute(let type, let messageType):
            "the attribute of type \(type) is missing in a message of type \(messageType)"
        case .badAddress(let type): "a message of type \(type) has an address that is none"
        case .truncatedDatagram(let bytes): "a datagram of \(bytes) bytes did not fit the buffer"
        }
    }
}
