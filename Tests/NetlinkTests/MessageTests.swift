import CLinux
import CNI
import Glibc
import Testing

@testable import Netlink

/// Messages as bytes: what is taken, what is refused and how.
@Suite struct MessageTests {
    private static let route = SandboxRoute(
        destination: IPNetwork("10.7.0.0/16").orDefault, gateway: IPAddress("10.88.0.1"), linkIndex: 3, table: 1000,
        metric: 50, protocol: 9, scope: 253, type: 6, typeOfService: 16)

    @Test(
        "a route survives being written and read",
        arguments: [
            route,
            SandboxRoute(destination: IPNetwork("0.0.0.0/0").orDefault, gateway: IPAddress("fe80::1"), linkIndex: 2),
            SandboxRoute(destination: IPNetwork("::/0").orDefault, gateway: IPAddress("10.0.0.1"), linkIndex: 2),
            SandboxRoute(destination: IPNetwork("::/0").orDefault, nextHopID: 77, metric: 1024),
            SandboxRoute(destination: IPNetwork("::/0").orDefault, source: IPNetwork("2001:db8::/32"), linkIndex: 1),
            SandboxRoute(
                destination: IPNetwork("::/0").orDefault,
                nextHops: [
                    .init(linkIndex: 2, gateway: IPAddress("fe80::1")), .init(linkIndex: 3, gateway: nil),
                    .init(linkIndex: 4, gateway: IPAddress("2001:db8::1")),
                ]),
        ])
    func roundTrip(route: SandboxRoute) throws {
        let bytes = route.request(RTM_NEWROUTE, flags: 0).bytes(sequence: 5)
        let messages = try NetlinkMessage.split(bytes[...])
        #expect(messages.count == 1)
        #expect(messages.first?.sequence == 5)
        #expect(try SandboxRoute.read(try #require(messages.first)) == route)
    }

    @Test("every cut of a message is refused, at every byte")
    func cuts() throws {
        let bytes = Self.route.request(RTM_NEWROUTE, flags: 0).bytes(sequence: 5)
        for length in 1..<bytes.count {
            #expect(throws: MalformedMessage.self, "cut to \(length)") {
                for message in try NetlinkMessage.split(bytes[..<length]) { _ = try SandboxRoute.read(message) }
            }
        }
    }

    @Test("a length that leads outside is refused", arguments: [0, 15, 61, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32])
    func lengths(length: UInt32) throws {
        let bytes = length.netlinkBytes + [UInt8](repeating: 0, count: 56)
        #expect(throws: MalformedMessage.lengthOutOfRange(length: Int(length), available: 60)) {
            try NetlinkMessage.split(bytes[...])
        }
    }

    @Test("an attribute's length that leads outside is refused", arguments: [0, 3, 9, 0xFFFF] as [UInt16])
    func attributeLengths(length: UInt16) throws {
        let bytes = length.netlinkBytes + [1, 0, 1, 2, 3, 4]
        #expect(throws: MalformedMessage.lengthOutOfRange(length: Int(length), available: 8)) {
            try NetlinkAttributes(bytes[...])
        }
    }

    @Test("values of the wrong size are refused by type")
    func sizes() throws {
        let short = try NetlinkAttributes(NetlinkRequest.attribute(4, [1, 2])[...])
        #expect(throws: MalformedMessage.attributeSize(type: 4, bytes: 2, needed: 4)) { try short.uint32(4) }
        #expect(throws: MalformedMessage.attributeSize(type: 4, bytes: 2, needed: 16)) { try short.address(4, .v6) }
        #expect(try short.uint32(5) == nil)
        let message = NetlinkMessage(
            type: UInt16(RTM_NEWROUTE), flags: 0, sequence: 1,
            payload: [2, 33, 0, 0, 254, 4, 0, 1, 0, 0, 0, 0] + NetlinkRequest.attribute(1, [10, 0, 0, 0]))
        #expect(throws: MalformedMessage.badAddress(messageType: UInt16(RTM_NEWROUTE))) {
            try SandboxRoute.read(message)
        }
        let without = NetlinkMessage(
            type: UInt16(RTM_NEWROUTE), flags: 0, sequence: 1, payload: [2, 24, 0, 0, 254, 4, 0, 1, 0, 0, 0, 0])
        #expect(throws: MalformedMessage.missingAttribute(type: 1, messageType: UInt16(RTM_NEWROUTE))) {
            try SandboxRoute.read(without)
        }
    }

    @Test("nested and byte order flags are no part of a type, and the last of a type counts")
    func types() throws {
        let bytes = NetlinkRequest.attribute(0x8007, [1]) + NetlinkRequest.attribute(0x4007, [2])
        let attributes = try NetlinkAttributes(bytes[...])
        #expect(attributes[7].map(Array.init) == [2])
        #expect(attributes.values(7).map(Array.init) == [[1], [2]])
    }

    @Test("a refusal carries the kernel's number and sentence", arguments: [true, false], [true, false])
    func refusal(capped: Bool, sentence: Bool) throws {
        let request = Self.route.request(RTM_NEWROUTE, flags: 0).bytes(sequence: 9)
        let quoted = capped ? Array(request.prefix(NetlinkMessage.headerSize)) : request
        let text = sentence ? NetlinkRequest.attribute(1, Array("Out\nof luck".utf8) + [0]) : []
        let message = NetlinkMessage(
            type: UInt16(NLMSG_ERROR),
            flags: (capped ? UInt16(NLM_F_CAPPED) : 0) | (sentence ? UInt16(NLM_F_ACK_TLVS) : 0), sequence: 9,
            payload: (Int32(-101).netlinkPattern + quoted + text)[...])
        let reason = try message.refusal()
        #expect(reason == KernelReason(errorNumber: ENETUNREACH, message: sentence ? "Out\nof luck" : nil))
        #expect(reason?.description == "Network is unreachable" + (sentence ? " (Out\\nof luck)" : ""))
    }

    @Test("a list ends with its end, and what has another number belongs to an earlier request")
    func list() throws {
        var answer = NetlinkAnswer<Int>(sequence: 2, action: .listLinks)
        try answer.add(datagram(sequence: 1, flags: Int32(NLM_F_DUMP_INTR))[...], Self.one)
        #expect(answer.items.isEmpty && !answer.isInterrupted)
        try answer.add((datagram(sequence: 2) + datagram(sequence: 2))[...], Self.one)
        try answer.add(datagram(sequence: 1, type: NLMSG_DONE, payload: [0, 0, 0, 0])[...], Self.one)
        #expect(answer.items.count == 2 && !answer.isComplete)
        try answer.add(datagram(sequence: 2, type: NLMSG_DONE, payload: [0, 0, 0, 0])[...], Self.one)
        #expect(answer.isComplete && !answer.isInterrupted)
    }

    @Test("a list that changed while it was read says so")
    func interrupted() throws {
        var answer = NetlinkAnswer<Int>(sequence: 2, action: .listLinks)
        try answer.add(datagram(sequence: 2, flags: Int32(NLM_F_DUMP_INTR))[...], Self.one)
        try answer.add(datagram(sequence: 2, type: NLMSG_DONE)[...], Self.one)
        #expect(answer.isComplete && answer.isInterrupted)
    }

    @Test("a list that ends in an error is refused")
    func listError() throws {
        var answer = NetlinkAnswer<Int>(sequence: 2, action: .listAddresses)
        let end = datagram(sequence: 2, type: NLMSG_DONE, payload: Int32(-EPERM).netlinkPattern)
        #expect(throws: NetlinkFailure.refused(.listAddresses, KernelReason(errorNumber: EPERM))) {
            try answer.add(end[...], Self.one)
        }
    }

    @Test("a list longer than the limit is refused")
    func tooMany() throws {
        var answer = NetlinkAnswer<Int>(sequence: 2, action: .listRoutes(.v4))
        let many = Array(repeatElement(datagram(sequence: 2), count: 1024).joined())
        #expect(throws: NetlinkFailure.tooMany(.listRoutes(.v4), limit: Limits.netlinkObjects)) {
            for _ in 0..<65 { try answer.add(many[...], Self.one) }
        }
        #expect(answer.items.count == Limits.netlinkObjects + 1024)
    }

    private static func one(_ message: NetlinkMessage) throws(MalformedMessage) -> Int? { 1 }

    private func datagram(
        sequence: UInt32, flags: Int32 = 0, type: Int32 = 16, payload: [UInt8] = []
    ) -> [UInt8] {
        UInt32(16 + payload.count).netlinkBytes + UInt16(type).netlinkBytes + UInt16(flags).netlinkBytes
            + sequence.netlinkBytes + [0, 0, 0, 0] + payload
    }
}

extension Int32 {
    fileprivate var netlinkPattern: [UInt8] { UInt32(bitPattern: self).netlinkBytes }
}

extension IPNetwork? {
    /// The network, or one that no test expects.
    fileprivate var orDefault: IPNetwork {
        guard let self else { preconditionFailure("not a network") }
        return self
    }
}
