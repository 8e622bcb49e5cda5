import CLinux
import CNI
import Glibc
import LinuxSystem
import TestKit
import Testing

@testable import Netlink

/// Thousands of damaged messages. The seed of a failure is in its text.
@Suite struct HostileMessageTests {
    @Test("damaged answers are read or refused, never out of bounds", arguments: 1...8 as ClosedRange<UInt64>)
    func mutations(seed: UInt64) throws {
        let samples = try Self.samples()
        try #require(samples.count >= 3)
        var random = SeededGenerator(seed: seed)
        var refused = 0
        var read = 0
        for _ in 0..<5000 {
            guard var bytes = samples.randomElement(using: &random) else { continue }
            for _ in 0..<Int.random(in: 1...6, using: &random) { random.damage(&bytes) }
            for items in Self.readAll(bytes) {
                switch items {
                case .some(let count): read += count
                case .none: refused += 1
                }
            }
        }
        #expect(refused > 1000, "seed \(seed)")
        #expect(read > 1000, "seed \(seed)")
    }

    @Test("random bytes are read or refused", arguments: 1...4 as ClosedRange<UInt64>)
    func noise(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<5000 {
            let count = Int.random(in: 0...200, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            refused += Self.readAll(bytes).count { $0 == nil }
            // with a sound header, so that the noise gets as far as each reader
            for type in [RTM_NEWLINK, RTM_NEWADDR, RTM_NEWROUTE, Int(NLMSG_ERROR), Int(NLMSG_DONE)] {
                let message = NetlinkRequest(type, flags: 0x300, fixedPart: bytes).bytes(sequence: 1)
                refused += Self.readAll(message).count { $0 == nil }
            }
        }
        #expect(refused > 10_000, "seed \(seed): \(refused)")
    }

    /// For each reader the number of items that it found, nil if it refused.
    private static func readAll(_ bytes: [UInt8]) -> [Int?] {
        [count(bytes, SandboxLink.read), count(bytes, SandboxAddress.read), count(bytes, SandboxRoute.read)]
    }

    private static func count<Item>(
        _ bytes: [UInt8], _ read: (NetlinkMessage) throws(MalformedMessage) -> Item?
    ) -> Int? {
        var answer = NetlinkAnswer<Item>(sequence: 1, action: .listLinks)
        do throws(NetlinkFailure) {
            try answer.add(bytes[...], read)
            return answer.items.count
        } catch {
            return error.description.isEmpty ? 0 : nil
        }
    }

    /// What the kernel really answers in a namespace with a bit of everything, and messages of all forms of routes.
    private static func samples() throws -> [[UInt8]] {
        let sandbox = try TestSandbox(
            pairSetup + secondPairSetup + """
                ip link add br0 type bridge
                ip link property add dev br0 altname other
                ip route add default nexthop via 10.88.0.1 nexthop via 10.89.0.1
                ip route add default via inet6 2001:db8:88::1 dev eth0 metric 400
                ip -6 route add default nexthop via 2001:db8:88::1 nexthop via 2001:db8:89::1
                """)
        let file = try NamespaceFile(sandbox.path)
        var samples: [[UInt8]] = []
        for type in [RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE] {
            let socket = try NamespaceVisit.run(file.descriptor, path: sandbox.path) { () throws(NetlinkFailure) in
                Descriptor(owning: Glibc.socket(AF_NETLINK, Int32(SOCK_RAW.rawValue), NETLINK_ROUTE))
            }
            let request = NetlinkRequest(type, flags: NLM_F_DUMP, fixedPart: [UInt8](repeating: 0, count: 16))
            try socket.writeAll(request.bytes(sequence: 1), name: "netlink")
            while true {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let count = unsafe recv(socket.number, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                samples.append(Array(buffer[..<count]))
                let last = try NetlinkMessage.split(buffer[..<count]).last
                if last?.type == UInt16(NLMSG_DONE) || last?.type == UInt16(NLMSG_ERROR) { break }
            }
        }
        return samples
    }
}

extension SeededGenerator {
    fileprivate mutating func damage(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &self)
        switch Int.random(in: 0..<6, using: &self) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
        case 1: bytes[place] = [0, 1, 3, 4, 5, 0x7F, 0x80, 0xFF].randomElement(using: &self) ?? 0
        case 2: bytes.removeLast(Int.random(in: 0..<min(bytes.count, 64), using: &self))
        case 3: bytes.remove(at: place)
        case 4: bytes.insert(UInt8.random(in: .min ... .max, using: &self), at: place)
        default: bytes += bytes[place...].prefix(32)
        }
    }
}
