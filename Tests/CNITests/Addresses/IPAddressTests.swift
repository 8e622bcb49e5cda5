import CNI
import TestKit
import Testing

@Suite("IP addresses") struct IPAddressTests {
    @Test(
        "text of RFC 4291 is read, and printed as RFC 5952 has it",
        arguments: [
            ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("10.9.0.7", "10.9.0.7"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("0:0:0:0:0:0:0:0", "::"), ("0:0:0:0:0:0:0:1", "::1"),
            ("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"),
            ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"), ("FF01:0:0:0:0:0:0:101", "ff01::101"),
            ("2001:0db8::0001", "2001:db8::1"), ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
            // One group of zeroes is not shortened.
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            // The longest run is, the first one of equals.
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("1:0:0:2:3:4:0:0", "1::2:3:4:0:0"), ("0:0:1:2:3:0:0:0", "0:0:1:2:3::"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
            ("::13.1.68.3", "::d01:4403"), ("0:0:0:0:0:0:13.1.68.3", "::d01:4403"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
            // A v4-mapped address is the IPv4 address.
            ("::ffff:10.9.0.7", "10.9.0.7"), ("::FFFF:129.144.52.38", "129.144.52.38"), ("::ffff:a09:7", "10.9.0.7"),
            ("0:0:0:0:0:ffff:0.0.0.0", "0.0.0.0"), ("::fffe:10.9.0.7", "::fffe:a09:7"),
        ])
    func spelt(text: String, expected: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == expected)
        #expect(IPAddress(expected) == address)
        #expect(address.bytes.count == (address.family == .v4 ? 4 : 16))
        #expect(IPAddress(bytes: address.bytes) == address)
    }

    @Test(
        "anything else is no address",
        arguments: [
            "", " ", "10", "10.9.0", "10.9.0.", ".9.0.7", "10.9.0.7.1", "10..0.7", "10.9.0.256", "10.9.0.1000",
            "010.9.0.7",
            "10.09.0.7", "10.9.0.00", "10.9.0.07", "+10.9.0.7", "-1.9.0.7", "0x0a.9.0.7", " 10.9.0.7", "10.9.0.7 ",
            "10.9.0.7/24",
            "10.9.0.7\n", "10.9.0.\u{667}", "10,9,0,7",
            ":", ":::", "1:::2", "::1::", "1::2::3", ":1", "1:", ":1::2", "1::2:", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7:8:", "1:2:3:4:5:6:7:8::", "1::2:3:4:5:6:7:8", "12345::", "g::", "::g", "+1::", "0x1::",
            "fe80::1%eth0", "fe80::1%", "[::1]", "::1/64", "::10.9.0", "::10.9.0.256", "::010.9.0.7", "10.9.0.7::",
            "1:10.9.0.7::",
            "1:2:3:4:5:6:7:10.9.0.7", "::ffff:10.9.0.7:1", "\u{FF11}::", "::\u{301}", "::1\n",
        ])
    func refused(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("four or sixteen bytes are an address, a v4-mapped one the IPv4 address", arguments: [0, 3, 5, 15, 17])
    func bytes(count: Int) {
        #expect(IPAddress(bytes: [UInt8](repeating: 1, count: count)) == nil)
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF, 10, 9, 0, 7]
        #expect(IPAddress(bytes: mapped)?.bytes == [10, 9, 0, 7])
        #expect(IPAddress(bytes: [10, 9, 0, 7])?.family == .v4)
        #expect(IPAddress(bytes: [UInt8](repeating: 0, count: 16))?.family == .v6)
    }

    @Test(
        "the unspecified address",
        arguments: [("0.0.0.0", true), ("::", true), ("::ffff:0.0.0.0", true), ("::1", false)])
    func unspecified(text: String, expected: Bool) {
        #expect(IPAddress(text)?.isUnspecified == expected)
    }

    @Test("every address that is printed is read back", arguments: 0..<20)
    func roundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            // Many zeroes, so that runs of them occur at every place.
            let bytes = (0..<16).map { _ in
                Bool.random(using: &generator) ? 0 : UInt8.random(in: 0...255, using: &generator)
            }
            for bytes in [bytes, Array(bytes.prefix(4))] {
                let address = IPAddress(bytes: bytes)
                #expect(address != nil)
                #expect(address.flatMap { IPAddress($0.description) } == address, "seed \(seed)")
            }
        }
    }
}
