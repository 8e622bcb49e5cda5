import CNI
import Glibc
import Netlink
import Testing

@Suite struct RouteChangeTests {
    @Test(
        "a default route is added where ip shows it",
        arguments: [
            ("10.88.0.1", nil, "default via 10.88.0.1 dev eth0 proto static"),
            ("10.88.0.1", 0, "default via 10.88.0.1 dev eth0 proto static"),
            ("10.88.0.1", 7, "default via 10.88.0.1 dev eth0 proto static metric 7"),
            ("2001:db8:88::1", nil, "default via 2001:db8:88::1 dev eth0 proto static metric 1024"),
            ("2001:db8:88::1", 1025, "default via 2001:db8:88::1 dev eth0 proto static metric 1025"),
            ("fe80::1", 4_294_967_294, "default via fe80::1 dev eth0 proto static metric 4294967294"),
        ] as [(String, UInt32?, String)])
    func add(gateway: String, metric: UInt32?, printed: String) throws {
        let sandbox = try TestSandbox(pairSetup)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let link = try #require(try netlink.link(named: InterfaceName("eth0")))
        let address = try #require(IPAddress(gateway))
        try netlink.addDefaultRoute(via: address, on: link, metric: metric)
        #expect(try shown(sandbox, address.family) == [printed])
        // a second time changes nothing and is no error
        try netlink.addDefaultRoute(via: address, on: link, metric: metric)
        #expect(try shown(sandbox, address.family) == [printed])
    }

    @Test("several default routes are added by metric, on several interfaces")
    func addSeveral() throws {
        let sandbox = try TestSandbox(pairSetup + secondPairSetup)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let first = try #require(try netlink.link(named: InterfaceName("eth0")))
        let second = try #require(try netlink.link(named: InterfaceName("net1")))
        for (place, end) in ["10.88.0.1", "10.88.0.3", "10.88.0.4"].enumerated() {
            let gateway = try #require(IPAddress(end))
            try netlink.addDefaultRoute(via: gateway, on: first, metric: UInt32(place))
        }
        try netlink.addDefaultRoute(via: #require(IPAddress("2001:db8:88::1")), on: first, metric: 1024)
        try netlink.addDefaultRoute(via: #require(IPAddress("2001:db8:89::1")), on: second, metric: 1025)
        #expect(
            try shown(sandbox, .v4) == [
                "default via 10.88.0.1 dev eth0 proto static", "default via 10.88.0.3 dev eth0 proto static metric 1",
                "default via 10.88.0.4 dev eth0 proto static metric 2",
            ])
        #expect(
            try shown(sandbox, .v6) == [
                "default via 2001:db8:88::1 dev eth0 proto static metric 1024",
                "default via 2001:db8:89::1 dev net1 proto static metric 1025",
            ])
    }

    @Test(
        "a default route of the same metric that leads elsewhere is an error",
        arguments: [
            ("10.88.0.1", "10.88.0.3", 0), ("2001:db8:88::1", "2001:db8:88::3", 1024),
        ] as [(String, String, UInt32)])
    func clash(present: String, wanted: String, metric: UInt32) throws {
        let sandbox = try TestSandbox(pairSetup + "ip route add default via \(present)")
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let link = try #require(try netlink.link(named: InterfaceName("eth0")))
        let gateway = try #require(IPAddress(wanted))
        #expect {
            try netlink.addDefaultRoute(via: gateway, on: link, metric: metric)
        } throws: { error in
            guard case .refused(let action, let reason) = error as? NetlinkFailure else { return false }
            return action == .addDefaultRoute(gateway: gateway, interface: "eth0", metric: metric)
                && reason.errorNumber == EEXIST
        }
        #expect(try shown(sandbox, gateway.family).count == 1)
    }

    @Test("a gateway that can't be reached is refused with the kernel's own sentence")
    func unreachable() throws {
        let sandbox = try TestSandbox(pairSetup)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let link = try #require(try netlink.link(named: InterfaceName("eth0")))
        let gateway = try #require(IPAddress("192.0.2.1"))
        let failure = NetlinkFailure.refused(
            .addDefaultRoute(gateway: gateway, interface: "eth0", metric: 3),
            KernelReason(errorNumber: ENETUNREACH, message: "Nexthop has invalid gateway"))
        #expect(throws: failure) { try netlink.addDefaultRoute(via: gateway, on: link, metric: 3) }
        #expect(
            failure.description == "cannot add the default route via 192.0.2.1 on \"eth0\" with metric 3: "
                + "Network is unreachable (Nexthop has invalid gateway)")
        // what ip(8) says of the same attempt
        let printed = try sandbox.run("ip route add default via 192.0.2.1 dev eth0 || true")
        #expect(printed == "Error: Nexthop has invalid gateway.\n")
    }

    @Test("an interface that is gone or down is refused by number and sentence")
    func badInterface() throws {
        let sandbox = try TestSandbox(pairSetup)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let gateway = try #require(IPAddress("2001:db8:88::1"))
        let gone = SandboxLink(index: 999, name: "net7")
        let noDevice = NetlinkFailure.refused(
            .addDefaultRoute(gateway: gateway, interface: "net7", metric: nil), KernelReason(errorNumber: ENODEV))
        #expect(throws: noDevice) { try netlink.addDefaultRoute(via: gateway, on: gone) }

        try sandbox.run("ip link set eth0 down")
        let down = try #require(try netlink.link(named: InterfaceName("eth0")))
        #expect(!down.isUp)
        let notUp = NetlinkFailure.refused(
            .addDefaultRoute(gateway: gateway, interface: "eth0", metric: nil),
            KernelReason(errorNumber: EHOSTUNREACH))
        #expect(throws: notUp) { try netlink.addDefaultRoute(via: gateway, on: down) }
    }

    /// Each command makes routes of which exactly one, the one with the metric, is removed.
    private static let removals: [(IPAddress.Family, UInt32?, String)] = [
        (.v4, nil, "ip route add default via 10.88.0.1"),
        (.v4, 60, "ip route add default via 10.88.0.1 metric 60"),
        (.v4, 60, "ip route add default dev eth0 metric 60"),
        (.v4, 60, "ip -4 route add default via inet6 2001:db8:88::1 dev eth0 metric 60"),
        (.v4, 60, "ip route add default via 10.88.0.1 dev eth0 metric 60 proto dhcp src 10.88.0.2 mtu 1300"),
        (.v4, 60, "ip route add default metric 60 nexthop via 10.88.0.1 nexthop via 10.89.0.1 weight 9"),
        (.v4, 60, "ip route add unreachable default metric 60"),
        (.v4, 60, "ip nexthop add id 5 via 10.88.0.1 dev eth0; ip route add default nhid 5 metric 60"),
        (.v4, 60, "ip route add default via 198.51.100.1 dev eth0 onlink metric 60"),
        (.v6, 60, "ip -6 route add default via 2001:db8:88::1 metric 60"),
        (.v6, 60, "ip -6 route add default via 2001:db8:88::1 proto ra metric 60 expires 600"),
        (.v6, 60, "ip -6 route add default via fe80::7 dev net1 metric 60"),
        (.v6, 60, "ip -6 route add default dev net1 metric 60"),
        (.v6, 60, "ip -6 route add default metric 60 nexthop via 2001:db8:88::1 nexthop via 2001:db8:89::1"),
        (.v6, 60, "ip nexthop add id 6 via 2001:db8:88::1 dev eth0; ip -6 route add default nhid 6 metric 60"),
        (.v6, 60, "ip -6 route add default via ::ffff:10.88.0.1 dev eth0 onlink metric 60"),
        (.v6, 60, "ip -6 route add unreachable default metric 60"),
    ]

    @Test("a route is removed as a whole and the others stay", arguments: removals)
    func remove(family: IPAddress.Family, metric: UInt32?, command: String) throws {
        let others = """
            ip route add default via 10.88.0.1 metric 59
            ip route add default via 10.88.0.1 metric 61
            ip route add default via 10.89.0.1 metric 62
            ip route add default via 10.88.0.1 metric 60 table 77
            ip -6 route add default via 2001:db8:88::1 metric 59
            ip -6 route add default via 2001:db8:88::1 metric 61
            ip -6 route add default via 2001:db8:88::1 metric 60 table 1000

            """
        let sandbox = try TestSandbox(pairSetup + secondPairSetup + others)
        let before = try everything(sandbox)
        try sandbox.run(command)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let matches = try netlink.routes(family).filter { $0.isMainDefault && $0.metric == metric }
        try #require(matches.count == 1)
        #expect(try netlink.removeRoute(matches[0]))
        #expect(try everything(sandbox) == before)
        #expect(try netlink.removeRoute(matches[0]) == false)
    }

    @Test(
        "of two routes with the same metric on one interface, with and without gateway, the named one goes",
        arguments: [
            ["via fe80::7", ""], ["", "via fe80::7"],
        ])
    func sameMetric(ways: [String]) throws {
        let sandbox = try TestSandbox(
            pairSetup + ways.map { "ip -6 route append default \($0) dev eth0 metric 60" }.joined(separator: "\n"))
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let both = try netlink.routes(.v6).filter(\.isMainDefault)
        try #require(both.count == 2)
        for route in both {
            let other = try #require(both.first { $0 != route })
            #expect(try netlink.removeRoute(route))
            #expect(try netlink.routes(.v6).filter(\.isMainDefault) == [other])
            try sandbox.run(
                "ip -6 route append default \(route.gateway == nil ? "" : "via fe80::7") dev eth0 metric 60")
        }
    }

    @Test("of two default routes with the same metric in different types of service, the named one goes")
    func typeOfService() throws {
        let sandbox = try TestSandbox(
            pairSetup + """
                ip route add default via 10.88.0.1 tos 0x10
                ip route add default via 10.88.0.1
                """)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let special = try #require(try netlink.routes(.v4).first { $0.isMainDefault && $0.typeOfService == 0x10 })
        try netlink.removeRoute(special)
        #expect(try netlink.routes(.v4).filter(\.isMainDefault).map(\.typeOfService) == [0])
    }

    @Test(
        "an interface's router default is turned off in the sandbox and nowhere else",
        arguments: [
            "eth0", "eth0.100", "a b".replacing(" ", with: "_"),
        ])
    func routerDefault(name: String) throws {
        let sandbox = try TestSandbox("ip link add \(name) type veth peer name far0")
        let neighbour = try TestSandbox("ip link add \(name) type veth peer name far0")
        let read =
            "cd /proc/sys/net/ipv6/conf && cat \(name)/accept_ra_defrtr far0/accept_ra_defrtr "
            + "all/accept_ra_defrtr default/accept_ra_defrtr"
        #expect(try sandbox.run(read) == "1\n1\n1\n1\n")
        let netlink = try SandboxNetlink(namespacePath: sandbox.path)
        #expect(try netlink.disableRouterDefault(interface: InterfaceName(name)))
        #expect(try sandbox.run(read) == "0\n1\n1\n1\n")
        #expect(try neighbour.run(read) == "1\n1\n1\n1\n")
        let host = try TestSandbox.shell("cat /proc/sys/net/ipv6/conf/lo/accept_ra_defrtr")
        #expect(host == "1\n")
    }

    @Test("an interface without the setting has nothing to turn off", arguments: ["net9", "all", "default"])
    func noRouterDefault(name: String) throws {
        let sandbox = try TestSandbox()
        let netlink = try SandboxNetlink(namespacePath: sandbox.path)
        #expect(try netlink.disableRouterDefault(interface: InterfaceName(name)) == false)
        let rest = try sandbox.run("cd /proc/sys/net/ipv6/conf && cat all/accept_ra_defrtr default/accept_ra_defrtr")
        #expect(rest == "1\n1\n")
    }

    private func shown(_ sandbox: TestSandbox, _ family: IPAddress.Family) throws -> [String] {
        let printed = try sandbox.run("ip -\(family == .v4 ? 4 : 6) route show default")
        return printed.split(separator: "\n").map { line in
            line.split(separator: " ").joined(separator: " ").replacing(" pref medium", with: "")
        }
    }

    private func everything(_ sandbox: TestSandbox) throws -> String {
        try sandbox.run("ip route show table all; ip -6 route show table all")
    }
}
