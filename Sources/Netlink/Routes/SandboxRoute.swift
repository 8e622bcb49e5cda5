import CLinux
package import CNI

/// A route, with all that the kernel needs to find this one among others to the same destination.
package struct SandboxRoute: Sendable, Equatable {
    /// One next hop of a multipath route.
    package struct NextHop: Sendable, Equatable {
        package let linkIndex: Int32
        package let gateway: IPAddress?

        package init(linkIndex: Int32, gateway: IPAddress?) {
            self.linkIndex = linkIndex
            self.gateway = gateway
        }
    }

    /// `0.0.0.0/0` or `::/0` for a default route.
    package let destination: IPNetwork
    /// Only for packets from there (IPv6).
    package let source: IPNetwork?
    /// Nil for a route straight to the link, and for a multipath route.
    package let gateway: IPAddress?
    package let linkIndex: Int32?
    package let nextHops: [NextHop]
    /// The nexthop object that the route leads to (`ip nexthop`).
    package let nextHopID: UInt32?
    package let table: UInt32
    /// Nil where the kernel names none, which for IPv4 means 0.
    package let metric: UInt32?
    /// Who set it: 2 kernel, 3 boot, 4 static, 9 router advertisement (RTPROT_).
    package let `protocol`: UInt8
    package let scope: UInt8
    /// 1 unicast, 6 blackhole, 7 unreachable (RTN_).
    package let type: UInt8
    package let typeOfService: UInt8
    /// The address that packets by it come from, and the kernel's further measures of it (MTU, window): kept as they are.
    package let kept: Kept

    package struct Kept: Sendable, Equatable {
        let preferredSource: [UInt8]?
        let measures: [UInt8]?
        /// Its gateway is taken to be on the link, whatever the addresses say.
        let isOnLink: Bool

        package static let none = Kept(preferredSource: nil, measures: nil, isOnLink: false)
    }

    package init(
        destination: IPNetwork, source: IPNetwork? = nil, gateway: IPAddress? = nil, linkIndex: Int32? = nil,
        nextHops: [NextHop] = [], nextHopID: UInt32? = nil, table: UInt32 = SandboxRoute.mainTable,
        metric: UInt32? = nil, protocol: UInt8 = SandboxRoute.staticProtocol, scope: UInt8 = 0,
        type: UInt8 = SandboxRoute.unicast, typeOfService: UInt8 = 0, kept: Kept = .none
    ) {
        self.destination = destination
        self.source = source
        self.gateway = gateway
        self.linkIndex = linkIndex
        self.nextHops = nextHops
        self.nextHopID = nextHopID
        self.table = table
        self.metric = metric
        self.protocol = `protocol`
        self.scope = scope
        self.type = type
        self.typeOfService = typeOfService
        self.kept = kept
    }

    package static let mainTable = UInt32(RT_TABLE_MAIN.rawValue)
    package static let staticProtocol = UInt8(RTPROT_STATIC)
    package static let routerAdvertisement = UInt8(RTPROT_RA)
    package static let unicast = UInt8(RTN_UNICAST)

    /// A default route of the main table, of whatever type, for packets from anywhere.
    package var isMainDefault: Bool { destination.isDefault && table == Self.mainTable && source == nil }

    package var isFromRouter: Bool { self.protocol == Self.routerAdvertisement }

    /// The metric that the kernel goes by.
    package var effectiveMetric: UInt32 {
        switch destination.address.family {
        case .v4: metric ?? 0
        // IP6_RT_PRIO_USER, which the kernel also takes for 0
        case .v6: metric.flatMap { $0 == 0 ? nil : $0 } ?? 1024
        }
    }

    /// The kernel made it from an address, or a router's advertisement did, and may make it anew.
    package var isMadeByItself: Bool { self.protocol == UInt8(RTPROT_KERNEL) || isFromRouter }

    /// The ways that it leads by: its own, or those of a multipath route.
    package var hops: [NextHop] {
        guard nextHops.isEmpty else { return nextHops }
        return linkIndex.map { [NextHop(linkIndex: $0, gateway: gateway)] } ?? []
    }

    /// This route by one way alone.
    package func by(_ hop: NextHop) -> SandboxRoute {
        SandboxRoute(
            destination: destination, source: source, gateway: hop.gateway, linkIndex: hop.linkIndex, table: table,
            metric: metric, protocol: self.protocol, scope: scope, type: type, typeOfService: typeOfService, kept: kept)
    }

    package func with(metric: UInt32) -> SandboxRoute {
        SandboxRoute(
            destination: destination, source: source, gateway: gateway, linkIndex: linkIndex, nextHops: nextHops,
            nextHopID: nextHopID, table: table, metric: metric, protocol: self.protocol, scope: scope, type: type,
            typeOfService: typeOfService, kept: kept)
    }

    /// Every interface that it leads to, in order, each once.
    package var linkIndexes: [Int32] {
        var indexes: [Int32] = []
        for index in [linkIndex].compactMap({ $0 }) + nextHops.map(\.linkIndex) where !indexes.contains(index) {
            indexes.append(index)
        }
        return indexes
    }
}

extension SandboxRoute: CustomStringConvertible {
    package var description: String {
        var text = destination.isDefault ? "default" : "\(destination)"
        if let source { text += " from \(source)" }
        if let gateway { text += " via \(gateway)" }
        if let linkIndex { text += " on interface \(linkIndex)" }
        for hop in nextHops {
            text += " nexthop" + (hop.gateway.map { " via \($0)" } ?? "") + " on interface \(hop.linkIndex)"
        }
        if let metric { text += " with metric \(metric)" }
        return table == Self.mainTable ? text : text + " in table \(table)"
    }
}
