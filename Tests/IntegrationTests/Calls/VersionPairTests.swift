import CNI
import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Every version of a runtime with every version of a delegate.
@Suite(.privateHost) struct VersionPairTests {
    private static let all = VersionTests.all

    /// `10.<n>.0.2` and `fd00:<n>::2`, gateways `.1` and `::1`, a route of each family and name servers, as that version spells them.
    private func result(_ version: String, _ number: Int, interface: String, sandbox: String) -> JSONValue {
        let four = "10.\(number).0", six = "fd00:\(number):"
        let dns: JSONValue = ["nameservers": [.string("\(four).53")], "search": ["example.org"]]
        if version < "0.3.0" {
            func family(_ address: String, _ gateway: String, _ route: String) -> JSONValue {
                ["ip": .string(address), "gateway": .string(gateway), "routes": [["dst": .string(route)]]]
            }
            return [
                "cniVersion": .string(version), "ip4": family("\(four).2/24", "\(four).1", "192.0.2.0/24"),
                "ip6": family("\(six):2/64", "\(six):1", "2001:db8::/64"), "dns": dns,
            ]
        }
        func address(_ text: String, _ gateway: String, _ family: String) -> JSONValue {
            var object: JSONObject = ["address": .string(text), "gateway": .string(gateway), "interface": 0]
            if version < "1.0.0" { object["version"] = .string(family) }
            return .object(object)
        }
        var link: JSONObject = [
            "name": .string(interface), "mac": .string("02:00:00:00:00:0\(number)"), "sandbox": .string(sandbox),
        ]
        if version >= "1.1.0" { link["mtu"] = 1400 }
        return [
            "cniVersion": .string(version), "interfaces": [.object(link)],
            "ips": [address("\(four).2/24", "\(four).1", "4"), address("\(six):2/64", "\(six):1", "6")],
            "routes": [["dst": "192.0.2.0/24"], ["dst": "2001:db8::/64", "gw": .string("\(six):1")]], "dns": dns,
        ]
    }

    private func node(_ pod: (Node) throws -> TestPod) throws -> (Node, TestPod) {
        let node = try Node()
        let pod = try pod(node)
        for (index, version) in Self.all.enumerated() {
            let number = index + 1
            try node.scripted(
                "v\(number)",
                [
                    "ADD": [
                        "interface": true,
                        "results": .object([
                            version: result(version, number, interface: "net\(number)", sandbox: pod.netns)
                        ]),
                    ], "DEL": ["removeInterface": true],
                ])
            try node.scripted("after\(number)", ["place": "later", "requirePrevResult": true])
            try node.network(
                "v\(number)",
                node.list(
                    "v\(number)", version: version, ["type": .string("v\(number)")], ["type": .string("after\(number)")]
                ))
        }
        return (node, pod)
    }

    private var networks: String { Self.all.indices.map { "v\($0 + 1)" }.joined(separator: ",") }

    /// Pain 32: #737, #525, #561, #1060, #875.
    @Test(
        "delegates of all versions in one pod are each spoken to in their own, and the runtime is answered in its own",
        arguments: all)
    func pairs(runtime: String) throws {
        let (node, pod) = try node { try $0.host.pod() }
        let keys: JSONObject = ["cniVersion": .string(runtime)]
        let added = try node.add(pod, networks, keys: keys)
        try #require(added.succeeded, "\(added)")
        #expect(added.json["cniVersion"]?.string == runtime)
        for (index, version) in Self.all.enumerated() {
            let number = index + 1
            let second = try #require(try node.calls("after\(number)", "ADD").first)
            #expect(second.configuration["cniVersion"]?.string == version)
            // What the first binary answered reaches the second as it was, but for what Tartan completes.
            let expected = try CNIResult(
                result(version, number, interface: "net\(number)", sandbox: pod.netns), assuming: .unstated)
            let given = try CNIResult(try #require(second.prevResult), assuming: .unstated)
            #expect(given.ips.map(\.network) == expected.ips.map(\.network), "\(version)")
            #expect(given.ips.map(\.gateway) == expected.ips.map(\.gateway), "\(version)")
            #expect(given.routes == expected.routes, "\(version)")
            #expect(given.dns == expected.dns, "\(version)")
            #expect(second.prevResult?["ip4"] != nil || version >= "0.3.0")
            guard runtime >= "0.3.0" else { continue }
            let own = added.addresses.filter { $0.hasPrefix("net\(number) ") }
            #expect(own == ["net\(number) 10.\(number).0.2/24", "net\(number) fd00:\(number)::2/64"])
        }
        if runtime >= "0.3.0" {
            let gateways = added.json["ips"]?.array?.compactMap { $0["gateway"]?.string } ?? []
            #expect(gateways.count == 1 + 2 * Self.all.count)
            let routes = added.json["routes"]?.array ?? []
            #expect(routes.contains { $0["dst"]?.string == "2001:db8::/64" && $0["gw"]?.string == "fd00:7::1" })
            let mtu = added.json["interfaces"]?.array?.first { $0["name"]?.string == "net7" }?["mtu"]?.integer
            #expect(mtu == (runtime >= "1.1.0" ? 1400 : nil))
        }
        if runtime >= "0.4.0" {
            let checked = try node.check(pod, networks, keys: keys)
            // The addresses are scripted, so Tartan's own look at the sandbox misses the first one of them.
            #expect(checked.message.contains("net1") && checked.message.contains("10.1.0.2/24"), "\(checked)")
        }
        #expect(try node.delete(pod, networks, keys: keys).succeeded)
        for (index, version) in Self.all.enumerated() {
            let deletes = try node.calls("after\(index + 1)", "DEL")
            #expect(deletes.map { $0.configuration["cniVersion"]?.string } == [version])
            #expect((deletes.first?.prevResult != nil) == (version >= "0.4.0"))
        }
        #expect(try node.refusals().isEmpty)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
