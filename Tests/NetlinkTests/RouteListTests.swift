import CNI
import Netlink
import Testing

@Suite struct RouteListTests {
    private struct PrintedRoute: Decodable {
        struct Hop: Decodable {
            struct Via: Decodable { let host: String }
            let gateway: String?
            let via: Via?
            let dev: String
        }
        let type: String?
        let dst: String
        let gateway: String?
        let via: Hop.Via?
        let dev: String?
        let `protocol`: String?
        let metric: UInt32?
        let table: String?
        let nexthops: [Hop]?
    }

    private static let routes = """
        ip route add default via 10.88.0.1
        ip route add default via 10.88.0.3 metric 50
        ip route add default via 10.89.0.1 dev net1 metric 100 proto dhcp
        ip route add default dev net1 metric 200
        ip route add default metric 300 nexthop via 10.88.0.1 weight 2 nexthop via 10.89.0.1
        ip -4 route add default via inet6 2001:db8:88::1 dev eth0 metric 400
        ip route add unreachable default metric 500
        ip route add default via 10.88.0.1 table 77
        ip route add default via 10.88.0.1 table 1000
        ip route add 192.0.2.0/24 via 10.88.0.1
        ip -6 route add default via 2001:db8:88::1 metric 10
        ip -6 route add default via 2001:db8:88::1 proto ra metric 1024
        ip -6 route add default via fe80::1 dev net1 metric 2048
        ip -6 route add default metric 4096 nexthop via 2001:db8:88::1 nexthop via 2001:db8:89::1
        ip -6 route add default via 2001:db8:88::1 table 1000
        ip -6 route add 2001:db8:f::/48 via 2001:db8:88::1

        """

    @Test("routes of all tables are those that ip prints", arguments: [IPAddress.Family.v4, .v6])
    func all(family: IPAddress.Family) throws {
        let sandbox = try TestSandbox(pairSetup + secondPairSetup + Self.routes)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let command = "ip -N -json -\(family == .v4 ? 4 : 6) route show table all"
        let printed = try sandbox.json(command, as: [PrintedRoute].self)
        let names = Dictionary(uniqueKeysWithValues: try netlink.links().map { ($0.index, $0.name) })
        let read = try netlink.routes(family).map { text($0, names) }
        #expect(read.sorted() == printed.map { text($0, family) }.sorted())
    }

    @Test("the main table's default routes are known from all others")
    func defaults() throws {
        let sandbox = try TestSandbox(pairSetup + secondPairSetup + Self.routes)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let fourth = try netlink.routes(.v4).filter(\.isMainDefault)
        #expect(fourth.map(\.metric) == [nil, 50, 100, 200, 300, 400, 500])
        #expect(
            fourth.map(\.gateway?.description) == [
                "10.88.0.1", "10.88.0.3", "10.89.0.1", nil, nil, "2001:db8:88::1", nil,
            ])
        #expect(fourth.map { $0.nextHops.compactMap(\.gateway?.description) }[4] == ["10.88.0.1", "10.89.0.1"])
        #expect(fourth.map(\.linkIndexes.count) == [1, 1, 1, 1, 2, 1, 0])
        let sixth = try netlink.routes(.v6).filter(\.isMainDefault)
        #expect(sixth.map(\.metric) == [10, 1024, 2048, 4096])
        #expect(sixth.map(\.isFromRouter) == [false, true, false, false])
    }

    @Test("a route to the IPv4-mapped network isn't taken for IPv4's default")
    func mapped() throws {
        let sandbox = try TestSandbox(pairSetup + "ip -6 route add unreachable ::ffff:0:0/96")
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        #expect(try netlink.routes(.v6).allSatisfy { $0.destination.address.family == .v6 })
        #expect(try netlink.routes(.v4).filter(\.isMainDefault).isEmpty)
    }

    private func text(_ route: SandboxRoute, _ names: [Int32: String]) -> String {
        let hops = route.nextHops.map { "[\($0.gateway?.description ?? "-") \(names[$0.linkIndex] ?? "-")]" }
        let link = route.linkIndex.flatMap { names[$0] } ?? "-"
        return [
            route.destination.description, route.gateway?.description ?? "-", link, "\(route.protocol)",
            "\(route.metric ?? 0)", "\(route.table)", "\(route.type)", hops.sorted().joined(),
        ].joined(separator: " ")
    }

    private func text(_ route: PrintedRoute, _ family: IPAddress.Family) -> String {
        let width = family == .v4 ? "/32" : "/128"
        let destination =
            route.dst == "default"
            ? (family == .v4 ? "0.0.0.0/0" : "::/0")
            : route.dst.contains("/") ? route.dst : route.dst + width
        let hops = (route.nexthops ?? []).map { "[\($0.gateway ?? $0.via?.host ?? "-") \($0.dev)]" }
        return [
            destination, route.gateway ?? route.via?.host ?? "-", route.dev ?? "-", route.protocol ?? "3",
            "\(route.metric ?? 0)", route.table ?? "254", route.type ?? "1", hops.sorted().joined(),
        ].joined(separator: " ")
    }
}
