import CNI
import ExactJSON
import MarkedYAML
import PluginCatalogue
import Testing

@testable import Validation

@Suite("Addresses that a configuration hands out")
struct AddressPoolTests {
    private static func pools(_ text: String) throws -> AddressPools {
        var sink = FindingSink()
        let file = try SourceFile("a.conflist", .init(Array(text.utf8)))
        let root = try #require(ConfigurationReader(JSONText(file)).root(&sink))
        return ConfigurationFacts(root, .file("a.conflist"), .standard).addresses
    }

    private static func ranges(_ ipam: String) throws -> [String] {
        try pools(#"{"type": "ptp", "ipam": {\#(ipam)}}"#).pools.map { $0.range.map { "\($0)" } ?? "nothing" }
    }

    @Test("host-local leaves out network and broadcast address of IPv4, and the network's address of IPv6")
    func hostLocal() throws {
        #expect(try Self.ranges(#""type": "host-local", "subnet": "10.1.0.0/24""#) == ["10.1.0.1-10.1.0.254"])
        #expect(
            try Self.ranges(#""type": "host-local", "subnet": "fd00::/120", "rangeStart": "fd00::9""#)
                == ["fd00::9-fd00::ff"])
    }

    @Test("Whereabouts passes over bounds that don't fit, and reads them out of the range's text")
    func whereabouts() throws {
        let text = #""type": "whereabouts", "range": "#
        #expect(try Self.ranges(text + #""10.1.0.77/24""#) == ["10.1.0.1-10.1.0.254"])
        #expect(try Self.ranges(text + #""10.1.0.10-10.1.0.20/24""#) == ["10.1.0.10-10.1.0.20"])
        #expect(
            try Self.ranges(text + #""10.1.0.0/24", "range_start": "10.1.0.90", "range_end": "10.1.0.20""#) == [
                "10.1.0.90-10.1.0.254"
            ])
    }

    @Test("an address is given out if it is in the range, not excluded and not host-local's gateway")
    func gives() throws {
        let pool = try #require(
            try Self.pools(
                #"{"type": "ptp", "ipam": {"type": "whereabouts", "range": "10.1.0.0/24", "exclude": ["10.1.0.64/26"]}}"#
            ).pools.first)
        let given = ["10.1.0.1", "10.1.0.63", "10.1.0.64", "10.1.0.127", "10.1.0.128", "10.1.0.255", "fd00::1"]
            .map { IPAddress($0).map(pool.gives) }
        #expect(given == [true, true, false, false, true, false, false])
        let local = try Self.pools(#"{"type": "ptp", "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}}"#)
        #expect(IPAddress("10.1.0.1").map { local.pools[0].gives($0) } == false)
    }

    @Test("each plugin of a list has its own; what Flannel puts in the place of a delegate's addresses isn't read")
    func delegates() throws {
        let pools = try Self.pools(
            #"{"plugins": [{"type": "tuning"}, {"type": "flannel", "ipam": {"type": "static", "addresses": [{"address": "10.1.0.7/24"}]}, "delegate": {"type": "macvlan", "ipam": {"type": "static", "addresses": [{"address": "10.1.0.8/24"}]}}}]}"#
        )
        #expect(pools.plugins.map(\.plugin.type) == ["tuning", "flannel"])
        #expect(pools.fixed.map { "\($0.plugin) \($0.address.value.network)" } == ["static 10.1.0.7/24"])
    }

    @Test("arithmetic of addresses carries over bytes and ends at the ends")
    func arithmetic() throws {
        #expect(IPAddress("10.1.0.255")?.next == IPAddress("10.1.1.0"))
        #expect(IPAddress("10.1.0.0")?.previous == IPAddress("10.0.255.255"))
        #expect(IPAddress("255.255.255.255")?.next == nil)
        #expect(IPAddress("0.0.0.0")?.previous == nil)
        #expect(IPAddress("::ffff")?.next == IPAddress("::1:0"))
        let network = try #require(IPNetwork("10.1.77.9/20"))
        #expect("\(network.first) \(network.last) \(network.canonical)" == "10.1.64.0 10.1.79.255 10.1.64.0/20")
        #expect(IPNetwork("0.0.0.0/0")?.last == IPAddress("255.255.255.255"))
        #expect(IPNetwork("fd00::9/128")?.range.description == "fd00::9")
    }

    @Test("networks overlap if one contains the other, and never across families")
    func overlap() throws {
        let networks = try ["10.1.0.0/16", "10.1.4.0/24", "10.2.0.0/16", "::/0"].map { try #require(IPNetwork($0)) }
        #expect(networks.map { networks[0].overlaps($0) } == [true, true, false, false])
        #expect(networks[1].overlaps(networks[0]))
    }

    @Test("leading zeroes are read as decimal, and told apart")
    func zeroes() {
        #expect(IPAddressText("010.001.0.008")?.address == IPAddress("10.1.0.8"))
        #expect(IPAddressText("010.1.0.8")?.hasLeadingZeroes == true)
        #expect(IPAddressText("10.1.0.0")?.hasLeadingZeroes == false)
        #expect(IPAddressText("10.1.0.0000000256") == nil)
        #expect(IPNetworkText("010.0.0.0/08")?.network == IPNetwork("10.0.0.0/8"))
    }
}
