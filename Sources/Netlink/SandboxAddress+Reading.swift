import CLinux
import CNI
import Glibc

extension SandboxAddress {
    /// Reads an RTM_NEWADDR message (struct ifaddrmsg and its attributes); nil for any other, for other families, and
    /// for IPv4-mapped IPv6 addresses, which `IPAddress` can't tell from IPv4 ones.
    static func read(_ message: NetlinkMessage) throws(MalformedMessage) -> SandboxAddress? {
        guard message.type == UInt16(RTM_NEWADDR) else { return nil }
        let size = 8
        let fixed = try message.fixedPart(size)
        let attributes = try message.attributes(after: size)
        guard let family = IPAddress.Family(netlink: fixed.uint8(at: 0)), let prefixLength = fixed.uint8(at: 1),
            let shortFlags = fixed.uint8(at: 2), let scope = fixed.uint8(at: 3), let index = fixed.uint32(at: 4)
        else { return nil }

        // With a peer, IFA_LOCAL is ours and IFA_ADDRESS the peer's; without, IPv6 has IFA_ADDRESS alone.
        let local = try attributes.address(UInt16(IFA_LOCAL), family)
        let other = try attributes.address(UInt16(IFA_ADDRESS), family)
        guard let address = local ?? other else {
            throw .missingAttribute(type: UInt16(IFA_ADDRESS), messageType: message.type)
        }
        guard address.family == family else { return nil }
        guard let network = IPNetwork(address: address, prefixLength: Int(prefixLength)) else {
            throw .badAddress(messageType: message.type)
        }
        return SandboxAddress(
            linkIndex: Int32(bitPattern: index), network: network, peer: other == address ? nil : other, scope: scope,
            flags: try attributes.uint32(UInt16(IFA_FLAGS)) ?? UInt32(shortFlags))
    }
}

extension IPAddress.Family {
    /// Nil for every family but the two.
    init?(netlink number: UInt8?) {
        switch number.map(Int32.init) {
        case AF_INET: self = .v4
        case AF_INET6: self = .v6
        default: return nil
        }
    }

    var netlink: UInt8 { UInt8(truncatingIfNeeded: self == .v4 ? AF_INET : AF_INET6) }
}
