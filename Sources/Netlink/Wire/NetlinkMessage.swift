import CLinux

/// One message of a datagram (struct nlmsghdr and what follows it).
struct NetlinkMessage: Equatable {
    static let headerSize = 16

    let type: UInt16
    let flags: UInt16
    let sequence: UInt32
    let payload: ArraySlice<UInt8>

    /// Takes a datagram apart. Every length in it is checked against what is there.
    static func split(_ datagram: ArraySlice<UInt8>) throws(MalformedMessage) -> [NetlinkMessage] {
        var messages: [NetlinkMessage] = []
        var rest = datagram
        while !rest.isEmpty {
            guard let declared = rest.uint32(at: 0), let type = rest.uint16(at: 4), let flags = rest.uint16(at: 6),
                let sequence = rest.uint32(at: 8), rest.count >= headerSize
            else { throw .shortHeader(bytes: rest.count) }
            let length = Int(declared)
            guard length >= headerSize, length <= rest.count else {
                throw .lengthOutOfRange(length: length, available: rest.count)
            }
            let payload = rest.dropFirst(headerSize).prefix(length - headerSize)
            messages.append(NetlinkMessage(type: type, flags: flags, sequence: sequence, payload: payload))
            rest = rest.dropFirst(length.netlinkAligned)
        }
        return messages
    }

    /// The fixed part that a message of this type begins with.
    func fixedPart(_ size: Int) throws(MalformedMessage) -> ArraySlice<UInt8> {
        guard payload.count >= size else {
            throw .shortPayload(messageType: type, bytes: payload.count, needed: size)
        }
        return payload.prefix(size)
    }

    /// The attributes behind the fixed part.
    func attributes(after size: Int) throws(MalformedMessage) -> NetlinkAttributes {
        try NetlinkAttributes(payload.dropFirst(size.netlinkAligned))
    }
}

extension NetlinkMessage {
    /// How a request or a list ended. NLMSG_ERROR and NLMSG_DONE both begin with a negative error number or 0 and may
    /// carry the kernel's sentence.
    /// - Returns: nil if it went well.
    func refusal() throws(MalformedMessage) -> KernelReason? {
        guard let code = payload.uint32(at: 0) else {
            // a bare NLMSG_DONE has no code
            if type == UInt16(NLMSG_DONE) { return nil }
            throw .shortPayload(messageType: type, bytes: payload.count, needed: 4)
        }
        let error = Int32(bitPattern: code)
        guard error != 0 else { return nil }
        return KernelReason(errorNumber: error == .min ? .max : abs(error), message: try sentence())
    }

    private func sentence() throws(MalformedMessage) -> String? {
        guard flags & UInt16(NLM_F_ACK_TLVS) != 0 else { return nil }
        var attributes = payload.dropFirst(4)
        if type == UInt16(NLMSG_ERROR) {
            // the request comes back, whole or its header only
            let quoted = flags & UInt16(NLM_F_CAPPED) != 0 ? Self.headerSize : Int(attributes.uint32(at: 0) ?? 0)
            attributes = attributes.dropFirst(quoted.netlinkAligned)
        }
        let text = try NetlinkAttributes(attributes)[UInt16(NLMSGERR_ATTR_MSG.rawValue)]
        return text.map { String(netlink: $0) }
    }
}
