import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

@Suite(.privateHost) struct VersionTests {
    static let all = ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"]

    private func node() throws -> Node {
        let node = try Node()
        try node.network("blue", node.list("blue", node.bridge("br-blue", subnet: "10.20.0.0/24", "fd00:20::/64")))
        return node
    }

    @Test("VERSION tells every version, whatever it is asked in", arguments: all)
    func version(version: String) throws {
        let node = try node()
        var call = node.call("VERSION", nil)
        call.configuration = ["cniVersion": .string(version)]
        let answer = try node.run(call)
        #expect(answer.succeeded)
        #expect(answer.json["supportedVersions"]?.array?.compactMap(\.string) == Self.all)
    }

    @Test("the answer is in the version that was asked for", arguments: all)
    func answer(version: String) throws {
        let node = try node()
        let pod = try node.host.pod()
        let keys: JSONObject = ["cniVersion": .string(version)]
        let added = try node.add(pod, "blue", keys: keys)
        try #require(added.succeeded, "\(added)")
        #expect(added.json["cniVersion"]?.string == version)
        if version < "0.3.0" {
            // These know no interfaces: the cluster network's answer alone.
            #expect(added.json["ip4"]?["ip"]?.string == "10.1.0.2/24")
            #expect(added.json["ip4"]?["gateway"]?.string == "10.1.0.1")
            #expect(added.json["ip6"] == nil)
            #expect(added.json["interfaces"] == nil)
        } else {
            #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.20.0.2/24", "net1 fd00:20::2/64"])
            let families = added.json["ips"]?.array?.map { $0["version"]?.string }
            #expect(families == (version < "1.0.0" ? ["4", "4", "6"] : [nil, nil, nil]))
        }
        if version >= "0.4.0" { #expect(try node.check(pod, "blue", keys: keys).succeeded) }
        #expect(try node.delete(pod, "blue", keys: keys).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"]).isEmpty)
    }

    @Test("each list is spoken to in its own version, and nothing is lost on the way", arguments: all.dropLast())
    func list(version: String) throws {
        let node = try Node()
        try node.network(
            "old",
            node.list("old", version: version, node.bridge("br-old", subnet: "10.20.0.0/24", ["isGateway": true])))
        let pod = try node.host.pod()
        let added = try node.add(pod, "old")
        try #require(added.succeeded, "\(added)")
        // 0.1.0 and 0.2.0 name no interface: Tartan adds the sandbox's.
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.20.0.2/24"])
        let checked = try node.check(pod, "old")
        #expect(checked.succeeded, "\(checked)")
        let deleted = try node.delete(pod, "old")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.leftBehind(pod, host: ["br-old", "cni0"]).isEmpty)
    }

    @Test("a scripted plugin gets its list's version, prevResult included", arguments: all)
    func prevResult(version: String) throws {
        let node = try Node()
        try node.scripted(
            "first",
            [
                "place": "first",
                "ADD": [
                    "interface": true,
                    "results": [
                        "0.1.0": ["cniVersion": "0.1.0", "ip4": ["ip": "10.9.0.2/24"]],
                        "0.2.0": ["cniVersion": "0.2.0", "ip4": ["ip": "10.9.0.2/24"]],
                    ],
                ], "DEL": ["removeInterface": true],
            ])
        try node.scripted("second", ["place": "later", "requirePrevResult": true])
        try node.network("odd", node.list("odd", version: version, ["type": "first"], ["type": "second"]))
        let pod = try node.host.pod()
        let added = try node.add(pod, "odd")
        try #require(added.succeeded, "\(added)")
        #expect(try node.delete(pod, "odd").succeeded)
        #expect(try node.refusals().isEmpty)
        let second = try node.calls("second", "ADD").first
        #expect(second?.configuration["cniVersion"]?.string == version)
        #expect(second?.prevResult?["cniVersion"]?.string == version)
        let atDelete = try node.calls("second", "DEL").first?.prevResult
        #expect((atDelete != nil) == (version >= "0.4.0"))
    }

    @Test(
        "a list's version is the highest of cniVersion and cniVersions up to 1.1.0",
        arguments: [
            (#""cniVersion":"0.4.0","cniVersions":["1.0.0","0.3.1"]"#, "1.0.0"),
            (#""cniVersion":"1.0.0","cniVersions":["0.3.1"]"#, "1.0.0"),
            (#""cniVersions":["0.4.0","1.1.0"]"#, "1.1.0"),
            (#""cniVersion":"0.4.0","cniVersions":["9.9.9"]"#, "0.4.0"),
            (#""disableCheck":true"#, "0.2.0"),
        ])
    func highest(members: String, version: String) throws {
        let node = try Node()
        try node.scripted(
            "first",
            ["ADD": ["result": [:], "results": ["0.2.0": ["cniVersion": "0.2.0", "ip4": ["ip": "10.9.0.2/24"]]]]])
        try node.network("odd", config: "{\(members),\"name\":\"odd\",\"plugins\":[{\"type\":\"first\"}]}")
        let pod = try node.host.pod()
        if version == "0.2.0" { try node.host.shell("ip -n \(pod.name) link add x type veth peer name y") }
        _ = try node.add(pod, "odd")
        #expect(try node.calls("first", "ADD").first?.configuration["cniVersion"]?.string == version)
    }

    @Test("an unknown version is error 1, of the call's configuration or of a list", arguments: [true, false])
    func unknown(ofList: Bool) throws {
        let node = try Node()
        try node.network("odd", node.list("odd", version: ofList ? "9.0.0" : "1.0.0", ["type": "tuning"]))
        let pod = try node.host.pod()
        let keys: JSONObject = ofList ? [:] : ["cniVersion": "9.0.0"]
        let answer = try node.add(pod, "odd", keys: keys)
        #expect(answer.errorCode == 1, "\(answer)")
        #expect(answer.message.contains("9.0.0"))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("an answer in another version than the list's is converted; one in an unknown version is error 1")
    func otherAnswer() throws {
        let node = try Node()
        try node.scripted(
            "first",
            [
                "ADD": [
                    "interface": true,
                    "result": [
                        "cniVersion": "0.3.1", "interfaces": [["name": "net1", "sandbox": "/run/netns/web"]],
                        "ips": [["version": "4", "address": "10.9.0.2/24", "interface": 0]],
                    ], "address": "10.9.0.2/24",
                ], "DEL": ["removeInterface": true],
            ])
        try node.scripted("second", ["place": "later"])
        try node.network("odd", node.list("odd", ["type": "first"], ["type": "second"]))
        let pod = try node.host.pod()
        let added = try node.add(pod, "odd")
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.9.0.2/24"], "\(added)")
        #expect(try node.calls("second").first?.prevResult?["cniVersion"]?.string == "1.0.0")
        #expect(try node.calls("second").first?.prevResult?["ips"].at(0)?["version"] == nil)
        #expect(try node.delete(pod, "odd").succeeded)
        try node.setScript(
            "first", ["ADD": ["interface": true, "result": ["cniVersion": "7.0.0"]], "DEL": ["removeInterface": true]])
        let refused = try node.add(pod, "odd")
        #expect(refused.errorCode == 1, "\(refused)")
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("GC and STATUS below 1.1.0 are error 1", arguments: ["GC", "STATUS"], all.dropLast())
    func tooOld(command: String, version: String) throws {
        let node = try Node()
        let answer = try node.run(node.call(command, nil, annotations: nil, adding: ["cniVersion": .string(version)]))
        #expect(answer.errorCode == 1)
    }
}
