import CNI
import Testing

@Suite("Addresses with a prefix length") struct IPNetworkTests {
    @Test(
        "host bits are kept",
        arguments: [
            ("10.9.0.7/24", "10.9.0.7/24", 24), ("0.0.0.0/0", "0.0.0.0/0", 0), ("10.9.0.7/32", "10.9.0.7/32", 32),
            ("FD00:9::7/64", "fd00:9::7/64", 64), ("::/0", "::/0", 0), ("::1/128", "::1/128", 128),
            ("::ffff:10.9.0.7/120", "10.9.0.7/24", 24), ("::ffff:0.0.0.0/96", "0.0.0.0/0", 0),
        ])
    func parsed(text: String, description: String, length: Int) throws {
        let network = try #require(IPNetwork(text))
        #expect(network.description == description)
        #expect(network.prefixLength == length)
        #expect(IPNetwork(description) == network)
    }

    @Test(
        "a bare address and a wrong prefix are refused",
        arguments: [
            "", "/", "10.9.0.7", "10.9.0.7/", "/24", "10.9.0.7/33", "10.9.0.7/-1", "10.9.0.7/+8", "10.9.0.7/24/24",
            "10.9.0.7/ 24",
            "10.9.0.7/255.255.255.0", "::1/129", "::1/0x40", "fe80::1%eth0/64", "::ffff:10.9.0.7/95", "10.9.0/24",
            "10.9.0.7/1000",
            "10.9.0.7/2\u{664}",
        ])
    func refused(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test("a prefix longer than the address is refused", arguments: [("10.9.0.7", 33), ("10.9.0.7", -1), ("::1", 129)])
    func refused(text: String, length: Int) throws {
        #expect(IPNetwork(address: try #require(IPAddress(text)), prefixLength: length) == nil)
    }

    @Test(
        "what a network contains",
        arguments: [
            ("10.9.0.7/24", "10.9.0.255", true), ("10.9.0.7/24", "10.9.1.0", false), ("10.9.0.7/23", "10.9.1.0", true),
            ("10.9.0.7/23", "10.9.2.0", false), ("10.9.0.7/25", "10.9.0.127", true),
            ("10.9.0.7/25", "10.9.0.128", false),
            ("10.9.0.7/32", "10.9.0.7", true), ("10.9.0.7/32", "10.9.0.6", false), ("10.9.0.7/31", "10.9.0.6", true),
            ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "::1", false), ("::/0", "10.9.0.7", false),
            ("10.9.0.7/1", "128.0.0.0", false), ("10.9.0.7/1", "127.255.255.255", true),
            ("10.9.0.7/24", "::ffff:10.9.0.9", true), ("fd00:9::7/64", "fd00:9::ffff:0:0:1", true),
            ("fd00:9::7/64", "fd00:9:0:1::1", false), ("fd00:9::7/63", "fd00:9:0:1::1", true),
            ("fd00:9::7/127", "fd00:9::6", true), ("fd00:9::7/128", "fd00:9::6", false),
            ("fd00:9::7/128", "fd00:9::7", true),
        ])
    func contains(network: String, address: String, expected: Bool) throws {
        #expect(try #require(IPNetwork(network)).contains(try #require(IPAddress(address))) == expected)
    }

    @Test(
        "the default network",
        arguments: [("0.0.0.0/0", true), ("::/0", true), ("0.0.0.0/8", false), ("10.9.0.7/0", false), ("::1/0", false)])
    func isDefault(text: String, expected: Bool) throws {
        #expect(try #require(IPNetwork(text)).isDefault == expected)
    }
}

@Suite("Hardware addresses") struct HardwareAddressTests {
    @Test(
        "pairs of hexadecimal digits between colons or hyphens",
        arguments: [
            ("0a:58:0A:09:00:07", 6, "0a:58:0a:09:00:07"), ("0a-58-0a-09-00-07", 6, "0a:58:0a:09:00:07"),
            ("c2:11:22:33:44:55:66:77", 8, "c2:11:22:33:44:55:66:77"), ("ff:00:00:00:00:00", 6, "ff:00:00:00:00:00"),
        ])
    func parsed(text: String, length: Int, expected: String) throws {
        #expect(try #require(HardwareAddress(text, length: length)).description == expected)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "0a:58:0a:09:00", "0a:58:0a:09:00:07:01", "0a:58:0a:09:00:7", "0a:58:0a:09:00:007", "0a:58-0a:09:00:07",
            "0a580a090007", "0a:58:0a:09:00:0g", "+a:58:0a:09:00:07", "0a:58:0a:09:00:07:", ":0a:58:0a:09:00:07",
            "0a 58 0a 09 00 07", "\u{FF10}a:58:0a:09:00:07", "0a:58:0a:09:00:07\n",
        ])
    func refused(text: String) {
        #expect(HardwareAddress(text, length: 6) == nil)
    }

    @Test("a length that was not asked for is refused")
    func length() {
        #expect(HardwareAddress("c2:11:22:33:44:55:66:77", length: 6) == nil)
        #expect(HardwareAddress("0a:58:0a:09:00:07", length: 8) == nil)
    }
}
