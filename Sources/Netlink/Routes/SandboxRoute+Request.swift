import CLinux
import CNI

extension SandboxRoute {
    /// The message that adds or removes exactly this route.
    /// - Parameter type: RTM_NEWROUTE or RTM_DELROUTE.
    func request(_ messageType: Int, flags: Int32) -> NetlinkRequest {
        let family = destination.address.family
        // Tables above 255 don't fit in the fixed part, which RTA_TABLE overrides.
        let shortTable = UInt8(exactly: table) ?? UInt8(RT_TABLE_UNSPEC.rawValue)
        let fixed: [UInt8] = [
            family.netlink, UInt8(destination.prefixLength), UInt8(source?.prefixLength ?? 0), typeOfService,
            shortTable, self.protocol, scope, type, kept.isOnLink ? UInt8(RTNH_F_ONLINK) : 0, 0, 0, 0,
        ]
        var request = NetlinkRequest(messageType, flags: flags | NLM_F_ACK, fixedPart: fixed)
        request.append(Self.attribute(RTA_TABLE), table)
        if !destination.isDefault { request.append(Self.attribute(RTA_DST), destination.address.bytes) }
        if let source { request.append(Self.attribute(RTA_SRC), source.address.bytes) }
        if let metric { request.append(Self.attribute(RTA_PRIORITY), metric) }

        if let address = kept.preferredSource { request.append(Self.attribute(RTA_PREFSRC), address) }
        if let measures = kept.measures { request.append(Self.attribute(RTA_METRICS), measures) }

        let end = RouteEnd(family: family, messageType: request.type)
        if let nextHopID {
            // The kernel takes a nexthop object or what it stands for, never both.
            request.append(Self.attribute(RTA_NH_ID), nextHopID)
        } else if nextHops.isEmpty {
            if let gateway = gateway ?? end.noGateway(messageType) {
                request.append(attributes: end.attribute(gateway: gateway))
            }
            if let linkIndex { request.append(Self.attribute(RTA_OIF), UInt32(bitPattern: linkIndex)) }
        } else {
            request.append(Self.attribute(RTA_MULTIPATH), nextHops.flatMap { $0.bytes(end) })
        }
        return request
    }
}

extension SandboxRoute.NextHop {
    /// struct rtnexthop and its attributes.
    fileprivate func bytes(_ end: RouteEnd) -> [UInt8] {
        let attributes = gateway.map { end.attribute(gateway: $0) } ?? []
        let length = UInt16(truncatingIfNeeded: 8 + attributes.count)
        return length.netlinkBytes + [0, 0] + UInt32(bitPattern: linkIndex).netlinkBytes + attributes
    }
}
