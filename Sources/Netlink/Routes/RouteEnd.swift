import CLinux
import CNI

/// Where a route of one family leads to: the attributes that hold addresses, read and written.
struct RouteEnd {
    let family: IPAddress.Family
    let messageType: UInt16

    /// - Returns: nil for an IPv4-mapped IPv6 network.
    func network(
        _ attributes: NetlinkAttributes, _ type: UInt16, _ length: UInt8
    ) throws(MalformedMessage) -> IPNetwork? {
        let zeroes = [UInt8](repeating: 0, count: family.bits / 8)
        guard let address = try attributes.address(type, family) ?? IPAddress(bytes: zeroes) else { return nil }
        if length > 0, attributes[type] == nil {
            throw .missingAttribute(type: type, messageType: messageType)
        }
        guard address.family == family else { return nil }
        guard let network = IPNetwork(address: address, prefixLength: Int(length)) else {
            throw .badAddress(messageType: messageType)
        }
        return network
    }

    /// RTA_GATEWAY, or RTA_VIA (struct rtvia) for a gateway of the other family.
    func gateway(_ attributes: NetlinkAttributes) throws(MalformedMessage) -> IPAddress? {
        if let gateway = try attributes.address(SandboxRoute.attribute(RTA_GATEWAY), family) { return gateway }
        let type = SandboxRoute.attribute(RTA_VIA)
        guard let via = attributes[type] else { return nil }
        guard let number = via.uint16(at: 0) else { throw .attributeSize(type: type, bytes: via.count, needed: 2) }
        guard let other = IPAddress.Family(netlink: UInt8(exactly: number)) else { return nil }
        guard via.count == 2 + other.bits / 8, let address = IPAddress(bytes: Array(via.dropFirst(2))) else {
            throw .attributeSize(type: type, bytes: via.count, needed: 2 + other.bits / 8)
        }
        return address
    }

    /// What stands for no gateway in a request to remove. Without any, the kernel removes the first route, whatever its
    /// gateway. IPv6 compares with `::`; IPv4 has no such word, but there the scope tells the two apart.
    func noGateway(_ requestType: Int) -> IPAddress? {
        guard family == .v6, requestType == RTM_DELROUTE else { return nil }
        return IPAddress(bytes: [UInt8](repeating: 0, count: 16))
    }

    /// The attribute that `gateway(_:)` reads.
    func attribute(gateway: IPAddress) -> [UInt8] {
        switch (family, gateway.family) {
        case (.v4, .v6):
            let family = UInt16(gateway.family.netlink)
            return NetlinkRequest.attribute(
                SandboxRoute.attribute(RTA_VIA), family.netlinkBytes + gateway.bytes)
        case (.v6, .v4):
            // an IPv6 route's IPv4 gateway was an IPv4-mapped address, which IPAddress folds
            let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + gateway.bytes
            return NetlinkRequest.attribute(SandboxRoute.attribute(RTA_GATEWAY), mapped)
        case (.v4, .v4), (.v6, .v6):
            return NetlinkRequest.attribute(SandboxRoute.attribute(RTA_GATEWAY), gateway.bytes)
        }
    }
}
