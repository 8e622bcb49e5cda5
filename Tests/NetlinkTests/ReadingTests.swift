import CNI
import Foundation
import Netlink
import Testing

/// What the module reads beside what ip(8) prints of the same namespace.
@Suite struct ReadingTests {
    private struct PrintedLink: Decodable {
        struct Info: Decodable {
            let info_kind: String?
            let info_slave_kind: String?
        }
        let ifindex: Int32
        let ifname: String
        let mtu: Int
        let address: String?
        let flags: [String]
        let linkinfo: Info?
        let altnames: [String]?
        let master: String?
    }

    private struct PrintedAddresses: Decodable {
        struct Entry: Decodable {
            let local: String
            let prefixlen: Int
            let address: String?
        }
        let ifindex: Int32
        let addr_info: [Entry]
    }

    @Test("interfaces have the index, name, MAC, MTU, state, kind and master that ip prints")
    func links() throws {
        let sandbox = try TestSandbox(
            pairSetup + """
                ip link set eth0 mtu 1400 address 02:00:00:00:88:02
                ip link add br0 type bridge
                ip link add mac0 link eth0 type macvlan mode bridge
                ip link add vx0 type vxlan id 42 dstport 4789 dev eth0
                ip tuntap add tun0 mode tun
                ip link set vx0 master br0
                ip link property add dev br0 altname another-name-for-the-bridge altname bridge-two
                """)
        let printed = try sandbox.json("ip -json -details link show", as: [PrintedLink].self)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let links = try netlink.links()
        let expected = printed.map {
            SandboxLink(
                index: $0.ifindex, name: $0.ifname, alternativeNames: $0.altnames ?? [],
                hardwareAddress: $0.address.flatMap { HardwareAddress($0, length: 6) }, mtu: $0.mtu,
                isUp: $0.flags.contains("UP"), isLoopback: $0.flags.contains("LOOPBACK"),
                kind: $0.linkinfo?.info_kind,
                master: $0.master.flatMap { name in printed.first { $0.ifname == name }?.ifindex },
                masterKind: $0.linkinfo?.info_slave_kind)
        }
        #expect(links == expected)
        let ethernet = try #require(links.first { $0.name == "eth0" })
        #expect(ethernet.mtu == 1400)
        #expect(ethernet.hardwareAddress?.description == "02:00:00:00:88:02")
        #expect(Set(links.compactMap(\.kind)) == ["veth", "bridge", "macvlan", "vxlan", "tun"])
        #expect(try netlink.link(named: InterfaceName("eth0")) == ethernet)
        #expect(links.compactMap(\.masterKind) == ["bridge"])
    }

    @Test("a free name has no interface, and an alternative name is taken")
    func names() throws {
        let sandbox = try TestSandbox("ip link add br0 type bridge; ip link property add dev br0 altname other")
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        #expect(try netlink.link(named: InterfaceName("net1")) == nil)
        #expect(try netlink.link(named: InterfaceName("br")) == nil)
        #expect(try netlink.link(named: InterfaceName("other"))?.name == "br0")
    }

    @Test("addresses are those that ip prints, with the own end of a point-to-point link")
    func addresses() throws {
        let sandbox = try TestSandbox(
            pairSetup + """
                ip addr add 10.90.0.1 peer 10.90.0.9/32 dev far0
                ip addr add 2001:db8:90::1 peer 2001:db8:90::9/128 dev far0 nodad
                """)
        let printed = try sandbox.json("ip -json addr show", as: [PrintedAddresses].self)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let addresses = try netlink.addresses()
        let expected = printed.flatMap { link in
            link.addr_info.map { "\(link.ifindex) \($0.local)/\($0.prefixlen) \($0.address ?? "-")" }
        }
        let read = addresses.map { "\($0.linkIndex) \($0.network) \($0.peer?.description ?? "-")" }
        #expect(read.sorted() == expected.sorted())
        #expect(addresses.contains { $0.network == IPNetwork("10.88.0.2/24") && $0.isPermanent && $0.scope == 0 })
        #expect(addresses.contains { $0.network == IPNetwork("127.0.0.1/8") && $0.scope == 254 })
        #expect(addresses.contains { $0.network == IPNetwork("2001:db8:90::1/128") && $0.peer != nil })
        #expect(addresses.allSatisfy { !$0.isDuplicate })
    }

    @Test("a list of many datagrams is read to its end")
    func manyRoutes() throws {
        let sandbox = try TestSandbox(
            pairSetup + """
                for i in $(seq 0 4999); do echo route add 10.$((100 + i / 250)).$((i % 250)).0/24 via 10.88.0.1; done |
                    ip -batch -
                """)
        var netlink = try SandboxNetlink(namespacePath: sandbox.path)
        let routes = try netlink.routes(.v4).filter { $0.protocol == 3 }
        #expect(routes.count == 5000)
        #expect(Set(routes.map(\.destination)).count == 5000)
        #expect(routes.allSatisfy { $0.gateway == IPAddress("10.88.0.1") && !$0.isMainDefault })
    }

    @Test("the host's own interfaces can be read without entering anything")
    func host() throws {
        var netlink = try SandboxNetlink.host()
        let loopback = try #require(try netlink.link(named: InterfaceName("lo")))
        #expect(loopback.isLoopback && loopback.index == 1)
    }
}
