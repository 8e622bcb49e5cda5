import CNI
import ExactJSON
import Netlink

/// Moves the pod's default route to the attachment that asked for it, after all of them are attached: the others' default routes of
/// the families that are named are removed, the named gateways added by metric (multi-network specification 4.1.2.1.9).
struct DefaultRoutes {
    let sandbox: SandboxView
    let label: AttachmentLabel
    let gateways: [IPAddress]

    /// IPv4 0, 1, 2 …, IPv6 1024, 1025 …, in the annotation's order.
    private static func firstMetric(_ family: IPAddress.Family) -> UInt32 { family == .v4 ? 0 : 1024 }

    /// Changes the kernel's table and the results alike.
    /// - Parameter owner: index in `results` of the attachment that takes the route.
    func move(to owner: Int, _ results: inout [CompletedResult]) throws(AttachmentError) {
        guard let name = results[owner].interfaceName, let link = try link(named: name) else {
            throw .noInterface(label)
        }
        try requireMainTable(link)
        try requireReachable(link)
        let families = try families(link)
        for family in families { try replace(family, link) }
        for index in results.indices { edit(&results[index], families, isOwner: index == owner) }
        if gateways.isEmpty { try recordKept(families, link, in: &results[owner]) }
    }

    /// For `[]` the result names the default routes that were kept, so that CHECK and the network status know them:
    /// plugins leave their gateway out, or the whole route where a router's advertisement made it.
    private func recordKept(
        _ families: [IPAddress.Family], _ link: SandboxLink, in completed: inout CompletedResult
    ) throws(AttachmentError) {
        for family in families {
            let kept = try defaultRoutes(family).filter { $0.linkIndexes == [link.index] }
            let named = completed.result.routes.indices.filter {
                let route = completed.result.routes[$0]
                return Self.isMain(route) && route.destination.isDefault && route.destination.address.family == family
            }
            if named.isEmpty {
                for route in kept { completed.result.routes += Self.defaultRoute(family, via: route.gateway) }
            } else if kept.count == 1, named.count == 1, completed.result.routes[named[0]].gateway == nil {
                completed.result.routes[named[0]].gateway = kept[0].gateway
            }
        }
    }

    /// The families of the gateways; for `[]` those in which the network set a default route of its own.
    private func families(_ link: SandboxLink) throws(AttachmentError) -> [IPAddress.Family] {
        if !gateways.isEmpty {
            return [IPAddress.Family.v4, .v6].filter { family in gateways.contains { $0.family == family } }
        }
        var families: [IPAddress.Family] = []
        for family in [IPAddress.Family.v4, .v6] {
            let routes = try defaultRoutes(family)
            if routes.contains(where: { $0.linkIndexes.contains(link.index) }) { families.append(family) }
        }
        if families.isEmpty { throw .noOwnDefaultRoute(label) }
        return families
    }

    /// Sockets outside of a vrf don't get what comes in by its interfaces, so a default route by one cuts the pod off.
    private func requireMainTable(_ link: SandboxLink) throws(AttachmentError) {
        guard link.masterKind == "vrf" else { return }
        let links: [SandboxLink]
        do throws(NetlinkFailure) { links = try sandbox.links() } catch { throw .netlink(label, error) }
        let vrf = links.first { $0.index == link.master }?.name ?? ""
        throw .inVRF(label, interface: link.name, vrf: vrf)
    }

    private func requireReachable(_ link: SandboxLink) throws(AttachmentError) {
        guard !gateways.isEmpty else { return }
        let subnets: [IPNetwork]
        do throws(NetlinkFailure) { subnets = try sandbox.addresses(of: link).map(\.network) } catch {
            throw .netlink(label, error)
        }
        for gateway in gateways where !subnets.contains(where: { $0.contains(gateway) }) {
            throw .unreachableGateway(
                label, gateway: gateway, subnets: subnets.filter { $0.address.family == gateway.family })
        }
    }

    private func replace(_ family: IPAddress.Family, _ link: SandboxLink) throws(AttachmentError) {
        do throws(NetlinkFailure) {
            let links = try sandbox.links()
            for route in try sandbox.defaultRoutes(family) {
                let isOwn = route.linkIndexes == [link.index]
                if isOwn && gateways.isEmpty { continue }
                try sandbox.remove(route)
                guard family == .v6 else { continue }
                // Else the next router advertisement brings it back.
                for loser in links where route.linkIndexes.contains(loser.index) {
                    if loser.index == link.index, gateways.isEmpty { continue }
                    if let name = try? InterfaceName(loser.name) { try sandbox.disableRouterDefault(name) }
                }
                // The kernel joins IPv6 routes of one metric to one route: this network's share of it stays.
                guard gateways.isEmpty else { continue }
                for hop in route.nextHops where hop.linkIndex == link.index {
                    guard let gateway = hop.gateway else { continue }
                    try sandbox.addDefaultRoute(via: gateway, on: link, metric: route.metric)
                }
            }
            for (place, gateway) in gateways.filter({ $0.family == family }).enumerated() {
                try sandbox.addDefaultRoute(via: gateway, on: link, metric: Self.firstMetric(family) + UInt32(place))
            }
        } catch {
            throw .netlink(label, error)
        }
    }

    /// The results tell what the kernel's table now has.
    private func edit(_ completed: inout CompletedResult, _ families: [IPAddress.Family], isOwner: Bool) {
        if isOwner && gateways.isEmpty { return }
        completed.result.routes.removeAll {
            $0.destination.isDefault && families.contains($0.destination.address.family) && Self.isMain($0)
        }
        guard isOwner else { return }
        for gateway in gateways {
            completed.result.routes += Self.defaultRoute(gateway.family, via: gateway)
        }
    }

    private static func defaultRoute(_ family: IPAddress.Family, via gateway: IPAddress?) -> [CNIResult.Route] {
        let zero = [UInt8](repeating: 0, count: family == .v4 ? 4 : 16)
        guard let any = IPAddress(bytes: zero), let destination = IPNetwork(address: any, prefixLength: 0) else {
            return []
        }
        return [CNIResult.Route(destination: destination, gateway: gateway)]
    }

    private static func isMain(_ route: CNIResult.Route) -> Bool {
        guard let table = route.attributes["table"]?.integer else { return true }
        return table == 0 || table == Int(SandboxRoute.mainTable)
    }

    /// What CHECK asks: are the named gateways in, or what `[]` kept, and have the others' default routes stayed away?
    /// - Parameter completed: the attachment's result as it was recorded after the routes were moved.
    func verify(_ completed: CompletedResult) throws(AttachmentError) {
        guard let interface = completed.interfaceName else { return }
        guard let link = try link(named: interface) else { throw .linkGone(label, interface: interface) }
        let kept = completed.result.routes.filter { gateways.isEmpty && $0.destination.isDefault && Self.isMain($0) }
        var families = Set(kept.map(\.destination.address.family))
        if families.isEmpty {
            do throws(AttachmentError) { families = Set(try self.families(link)) } catch {
                if case .noOwnDefaultRoute = error { throw .ownRouteGone(label) }
                throw error
            }
        }
        for route in kept {
            let present = try defaultRoutes(route.destination.address.family).filter { $0.linkIndexes == [link.index] }
            guard let gateway = route.gateway else {
                if present.isEmpty { throw .ownRouteGone(label) }
                continue
            }
            if !present.contains(where: { $0.gateway == gateway }) { throw .routeGone(label, gateway: gateway) }
        }
        let links: [SandboxLink]
        do throws(NetlinkFailure) { links = try sandbox.links() } catch { throw .netlink(label, error) }
        for family in families {
            let routes = try defaultRoutes(family)
            for (place, gateway) in gateways.filter({ $0.family == family }).enumerated() {
                let metric = Self.firstMetric(family) + UInt32(place)
                let isThere = routes.contains {
                    $0.gateway == gateway && $0.linkIndexes == [link.index] && ($0.metric ?? 0) == metric
                }
                if !isThere { throw .routeGone(label, gateway: gateway) }
            }
            for route in routes {
                guard let other = route.linkIndexes.first(where: { $0 != link.index }) else { continue }
                throw .otherDefaultRoute(label, interface: links.first { $0.index == other }?.name ?? "\(other)")
            }
        }
    }

    private func defaultRoutes(_ family: IPAddress.Family) throws(AttachmentError) -> [SandboxRoute] {
        do throws(NetlinkFailure) { return try sandbox.defaultRoutes(family) } catch { throw .netlink(label, error) }
    }

    private func link(named name: String) throws(AttachmentError) -> SandboxLink? {
        do throws(NetlinkFailure) { return try sandbox.link(named: name) } catch { throw .netlink(label, error) }
    }
}
