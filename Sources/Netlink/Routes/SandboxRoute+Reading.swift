import CLinux
import CNI

extension SandboxRoute {
    /// struct rtmsg
    static let fixedSize = 12
    /// struct rtnexthop
    private static let hopSize = 8

    /// Reads an RTM_NEWROUTE message (struct rtmsg and its attributes); nil for any other, for other families, for the
    /// cache's routes, and for routes to IPv4-mapped IPv6 networks: `::ffff:0:0/96` would look like IPv4's default.
    static func read(_ message: NetlinkMessage) throws(MalformedMessage) -> SandboxRoute? {
        guard message.type == UInt16(RTM_NEWROUTE) else { return nil }
        let fixed = try message.fixedPart(fixedSize)
        let attributes = try message.attributes(after: fixedSize)
        guard let family = IPAddress.Family(netlink: fixed.uint8(at: 0)),
            let destinationLength = fixed.uint8(at: 1), let sourceLength = fixed.uint8(at: 2),
            let typeOfService = fixed.uint8(at: 3), let shortTable = fixed.uint8(at: 4),
            let setBy = fixed.uint8(at: 5), let scope = fixed.uint8(at: 6), let type = fixed.uint8(at: 7),
            let flags = fixed.uint32(at: 8), flags & UInt32(RTM_F_CLONED) == 0
        else { return nil }

        let end = RouteEnd(family: family, messageType: message.type)
        let destination = try end.network(attributes, attribute(RTA_DST), destinationLength)
        let source = try end.network(attributes, attribute(RTA_SRC), sourceLength)
        guard let destination, let source else { return nil }
        return SandboxRoute(
            destination: destination,
            source: sourceLength == 0 ? nil : source,
            gateway: try end.gateway(attributes),
            linkIndex: try attributes.index(attribute(RTA_OIF)),
            nextHops: try hops(attributes[attribute(RTA_MULTIPATH)], end),
            nextHopID: try attributes.uint32(attribute(RTA_NH_ID)),
            table: try attributes.uint32(attribute(RTA_TABLE)) ?? UInt32(shortTable),
            metric: try attributes.uint32(attribute(RTA_PRIORITY)),
            protocol: setBy, scope: scope, type: type, typeOfService: typeOfService,
            kept: Kept(
                preferredSource: attributes[attribute(RTA_PREFSRC)].map(Array.init),
                measures: attributes[attribute(RTA_METRICS)].map(Array.init),
                isOnLink: flags & UInt32(RTNH_F_ONLINK) != 0))
    }

    static func attribute(_ type: rtattr_type_t) -> UInt16 { UInt16(truncatingIfNeeded: type.rawValue) }

    private static func hops(_ bytes: ArraySlice<UInt8>?, _ end: RouteEnd) throws(MalformedMessage) -> [NextHop] {
        var hops: [NextHop] = []
        var rest = bytes ?? []
        while !rest.isEmpty {
            guard let declared = rest.uint16(at: 0), let index = rest.uint32(at: 4) else {
                throw .shortHeader(bytes: rest.count)
            }
            let length = Int(declared)
            guard length >= hopSize, length <= rest.count else {
                throw .lengthOutOfRange(length: length, available: rest.count)
            }
            let attributes = try NetlinkAttributes(rest.dropFirst(hopSize).prefix(length - hopSize))
            hops.append(NextHop(linkIndex: Int32(bitPattern: index), gateway: try end.gateway(attributes)))
            rest = rest.dropFirst(length.netlinkAligned)
        }
        return hops
    }
}
