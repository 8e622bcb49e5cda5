import CLinux
import CNI
import Glibc

extension SandboxLink {
    /// Reads an RTM_NEWLINK message (struct ifinfomsg and its attributes); nil for any other.
    static func read(_ message: NetlinkMessage) throws(MalformedMessage) -> SandboxLink? {
        guard message.type == UInt16(RTM_NEWLINK) else { return nil }
        let size = 16
        let fixed = try message.fixedPart(size)
        let attributes = try message.attributes(after: size)
        guard let index = fixed.uint32(at: 4), let flags = fixed.uint32(at: 8) else { return nil }
        guard let name = attributes.text(UInt16(IFLA_IFNAME)) else {
            throw .missingAttribute(type: UInt16(IFLA_IFNAME), messageType: message.type)
        }
        guard let mtu = try attributes.uint32(UInt16(IFLA_MTU)) else {
            throw .missingAttribute(type: UInt16(IFLA_MTU), messageType: message.type)
        }
        let information = try attributes.nested(UInt16(IFLA_LINKINFO))
        let properties = try attributes.nested(UInt16(IFLA_PROP_LIST))
        return SandboxLink(
            index: Int32(bitPattern: index),
            name: name,
            alternativeNames: (properties?.values(UInt16(IFLA_ALT_IFNAME)) ?? []).map { String(netlink: $0) },
            hardwareAddress: hardwareAddress(attributes[UInt16(IFLA_ADDRESS)]),
            mtu: Int(mtu),
            isUp: flags & UInt32(IFF_UP) != 0,
            isLoopback: flags & UInt32(IFF_LOOPBACK) != 0,
            kind: information?.text(UInt16(IFLA_INFO_KIND)),
            master: try attributes.index(UInt16(IFLA_MASTER)),
            masterKind: information?.text(UInt16(IFLA_INFO_SLAVE_KIND)))
    }

    private static func hardwareAddress(_ bytes: ArraySlice<UInt8>?) -> HardwareAddress? {
        guard let bytes, [6, 8, 20].contains(bytes.count) else { return nil }
        return HardwareAddress(bytes: Array(bytes))
    }
}
