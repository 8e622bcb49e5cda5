import CNI
import ExactJSON
import Testing

/// An answer that is refused, and how.
struct ResultRefusal: Sendable, CustomTestStringConvertible {
    let text: String
    let error: ResultError

    init(_ text: String, _ error: ResultError) {
        self.text = text
        self.error = error
    }

    init(_ text: String, _ key: String, _ found: String, _ expected: String) {
        self.init(text, .invalid(key: key, found: found, expected: expected))
    }

    var testDescription: String { text }
}

@Suite("Reading results") struct ResultDecodingTests {
    private static func decode(_ text: String, as version: CNIVersion = .newest) throws -> CNIResult {
        try CNIResult(JSONParser.parse(text, limit: 1 << 20), assuming: version)
    }

    private static func network(_ text: String) throws -> IPNetwork { try #require(IPNetwork(text)) }

    @Test(
        "an empty object and null are a result without anything in it", arguments: ["{}", "null"], CNIVersion.supported)
    func empty(text: String, version: CNIVersion) throws {
        #expect(try Self.decode(text, as: version) == CNIResult())
    }

    @Test("null and empty members count as absent")
    func nulls() throws {
        let text = #"{"cniVersion":"","interfaces":null,"ips":null,"routes":null,"dns":null}"#
        #expect(try Self.decode(text) == CNIResult())
        let members = #"""
            {"interfaces":[{"name":"a","mac":"","mtu":null,"sandbox":"","socketPath":"","pciID":null}],
             "ips":[{"address":"10.9.0.7/24","gateway":"","interface":null}],
             "routes":[{"dst":"0.0.0.0/0","gw":"","mtu":null}],"dns":{"domain":"","search":null}}
            """#
        var expected = CNIResult()
        expected.interfaces = [CNIResult.Interface(name: "a")]
        expected.ips = [CNIResult.Address(network: try Self.network("10.9.0.7/24"))]
        expected.routes = [CNIResult.Route(destination: try Self.network("0.0.0.0/0"))]
        #expect(try Self.decode(members) == expected)
    }

    @Test("0.1.0 and 0.2.0 have one address of each family, with its routes", arguments: ["0.1.0", "0.2.0", nil])
    func legacy(stated: String?) throws {
        let text = #"""
            {"ip6":{"ip":"fd00:9::7/64","routes":[{"dst":"::/0"}]},
             "ip4":{"ip":"10.9.0.7/24","gateway":"10.9.0.1","routes":[{"dst":"0.0.0.0/0","gw":"10.9.0.1"}]},
             "dns":{"nameservers":["10.9.0.1"],"domain":"d","search":["s"],"options":["o"]}
            """# + (stated.map { ",\"cniVersion\":\"\($0)\"}" } ?? "}")
        let result = try Self.decode(text, as: CNIVersion(0, 2, 0))
        #expect(result.statedVersion?.description == stated)
        #expect(result.ips.map(\.network.description) == ["10.9.0.7/24", "fd00:9::7/64"])
        #expect(result.ips.map(\.gateway?.description) == ["10.9.0.1", nil])
        #expect(Set(result.routes.map(\.destination.description)) == ["0.0.0.0/0", "::/0"])
        #expect(result.dns.nameservers == ["10.9.0.1"])
        #expect(result.dns.domain == "d")
        #expect(result.dns.search == ["s"])
        #expect(result.dns.options == ["o"])
        #expect(result.interfaces.isEmpty)
    }

    @Test("the routes of the old versions stand in the specification's order, IPv4 first")
    func legacyRouteOrder() throws {
        let text = #"""
            {"cniVersion":"0.2.0","ip6":{"ip":"fd00:9::7/64","routes":[{"dst":"::/0"}]},
             "ip4":{"ip":"10.9.0.7/24","routes":[{"dst":"0.0.0.0/0"}]}}
            """#
        #expect(try Self.decode(text).routes.map(\.destination.description) == ["0.0.0.0/0", "::/0"])
    }

    @Test("0.3.0 may call the list of addresses ip, as its text does; no other version")
    func ip() throws {
        let list = #""ip":[{"version":"4","address":"10.9.0.7/24"}]}"#
        #expect(try Self.decode(#"{"cniVersion":"0.3.0","# + list).ips.map(\.network.description) == ["10.9.0.7/24"])
        let later = try Self.decode(#"{"cniVersion":"0.3.1","# + list)
        #expect(later.ips.isEmpty)
        #expect(later.additional.members.map(\.key) == ["ip"])
    }

    @Test("0.3.0 of the configuration counts for an answer without a version, ip included")
    func ipAssumed() throws {
        let text = #"{"ip":[{"version":"4","address":"10.9.0.7/24"}]}"#
        #expect(try Self.decode(text, as: CNIVersion(0, 3, 0)).ips.map(\.network.description) == ["10.9.0.7/24"])
    }

    @Test("interface indices are kept as they were answered", arguments: ["-1", "0", "7", "9223372036854775807"])
    func index(index: String) throws {
        let text = "{\"ips\":[{\"address\":\"10.9.0.7/24\",\"interface\":\(index)}]}"
        let result = try Self.decode(text)
        #expect(result.ips.map(\.interface) == [Int(index)])
        #expect(
            result.encoded(as: .newest).text
                == "{\"cniVersion\":\"1.1.0\",\"ips\":[{\"interface\":\(index),\"address\":\"10.9.0.7/24\"}]}")
    }

    @Test("the family is that of the address, not what version says")
    func version() throws {
        let result = try Self.decode(#"{"cniVersion":"0.4.0","ips":[{"version":"6","address":"10.9.0.7/24"}]}"#)
        #expect(
            result.encoded(as: CNIVersion(0, 4, 0)).text
                == #"{"cniVersion":"0.4.0","ips":[{"version":"4","address":"10.9.0.7/24"}],"dns":{}}"#)
    }

    @Test("of a repeated member the last counts")
    func repeated() throws {
        let text = #"{"ips":[7],"ips":[{"address":"x","address":"10.9.0.7/24"}],"x":1,"x":2}"#
        let result = try Self.decode(text)
        #expect(result.ips.map(\.network.description) == ["10.9.0.7/24"])
        #expect(result.additional == JSONObject([JSONObject.Member(key: "x", value: 2)]))
    }

    private static let address = "an address with a prefix length such as 10.9.0.7/24"

    private static let interfaceName =
        "an interface's name: 1 to 15 bytes without \"/\", \":\", white space and control characters"

    @Test(
        "a name that no link can have is refused in a sandbox and on the host",
        arguments: ["../../x", "", ".", "..", "a/b", "eth0:1", "a b", "a\u{A0}", "a\u{1B}[2J", "1234567890123456"])
    func interfaceNames(name: String) throws {
        for sandbox in ["/run/netns/a", "", "0"] {
            // On the host a plugin may leave itself a note under a longer name.
            if name.utf8.count > 15, !sandbox.hasPrefix("/") { continue }
            let interfaces: JSONValue = [["name": "ok0"], ["name": .string(name), "sandbox": .string(sandbox)]]
            let error = ResultError.invalid(
                key: "interfaces[1].name", found: "\"\(name.escapingControlCharacters)\"", expected: Self.interfaceName)
            #expect(throws: error) { try CNIResult(["interfaces": interfaces], assuming: .newest) }
        }
    }

    @Test("what a plugin lists on the host for its own DEL is no link, and kept as it is")
    func notes() throws {
        let text =
            #"{"cniVersion":"1.1.0","interfaces":[{"name":"eni0"},{"name":"dummy0123456789a","mac":"0","sandbox":"0"},"#
            + #"{"name":"dummy0123456789a"},{"name":"eth0","sandbox":"/ns"}]}"#
        let result = try Self.decode(text)
        #expect(result.encoded(as: .newest).text == text)
        #expect(result.interfaces.map(\.isOnHost) == [true, false, false, false])
        #expect(result.interfaces.map(\.isInSandbox) == [false, false, false, true])
        for name in [String(repeating: "a", count: 256), "12345678901234/../x"] {
            #expect(throws: ResultError.self) {
                try CNIResult(["interfaces": [["name": .string(name)]]], assuming: .newest)
            }
        }
    }

    @Test(
        "a wrong type or value is refused, key and value named",
        arguments: [
            ResultRefusal("[]", .notAnObject(found: "an array")), ResultRefusal("7", .notAnObject(found: "a number")),
            ResultRefusal("\"OK\"", .notAnObject(found: "a string")),
            ResultRefusal("true", .notAnObject(found: "a boolean")),
            ResultRefusal(#"{"cniVersion":1}"#, "cniVersion", "a number", "a string"),
            ResultRefusal(#"{"cniVersion":"1.2.0"}"#, .unknownVersion("1.2.0")),
            ResultRefusal(#"{"cniVersion":"0.3.2"}"#, .unknownVersion("0.3.2")),
            ResultRefusal(#"{"cniVersion":"x"}"#, .unknownVersion("x")),
            ResultRefusal(#"{"interfaces":{}}"#, "interfaces", "an object", "a list"),
            ResultRefusal(#"{"interfaces":[7]}"#, "interfaces[0]", "a number", "an object"),
            ResultRefusal(#"{"interfaces":[{"name":"a"},{}]}"#, "interfaces[1].name", "missing", "a value"),
            ResultRefusal(#"{"interfaces":[{"name":null}]}"#, "interfaces[0].name", "missing", "a value"),
            ResultRefusal(#"{"interfaces":[{"name":7}]}"#, "interfaces[0].name", "a number", "a string"),
            ResultRefusal(#"{"interfaces":[{"name":"a","mac":7}]}"#, "interfaces[0].mac", "a number", "a string"),
            ResultRefusal(
                #"{"interfaces":[{"name":"a","mtu":"9000"}]}"#, "interfaces[0].mtu", "\"9000\"", "an integer"),
            ResultRefusal(#"{"interfaces":[{"name":"a","mtu":1.5}]}"#, "interfaces[0].mtu", "a number", "an integer"),
            ResultRefusal(
                #"{"interfaces":[{"name":"a","sandbox":{}}]}"#, "interfaces[0].sandbox", "an object", "a string"),
            ResultRefusal(#"{"interfaces":[{"name":"a","pciID":[]}]}"#, "interfaces[0].pciID", "an array", "a string"),
            ResultRefusal(
                #"{"interfaces":[{"name":"a","socketPath":false}]}"#, "interfaces[0].socketPath", "a boolean",
                "a string"),
            ResultRefusal(#"{"ips":"10.9.0.7/24"}"#, "ips", "\"10.9.0.7/24\"", "a list"),
            ResultRefusal(#"{"ips":["10.9.0.7/24"]}"#, "ips[0]", "\"10.9.0.7/24\"", "an object"),
            ResultRefusal(#"{"ips":[{}]}"#, "ips[0].address", "missing", "a value"),
            ResultRefusal(#"{"ips":[{"address":"10.9.0.7"}]}"#, "ips[0].address", "\"10.9.0.7\"", address),
            ResultRefusal(#"{"ips":[{"address":"a\nb"}]}"#, "ips[0].address", "\"a\\nb\"", address),
            ResultRefusal(#"{"ips":[{"address":7}]}"#, "ips[0].address", "a number", "a string"),
            ResultRefusal(
                #"{"ips":[{"address":"10.9.0.7/24","gateway":"10.9.0.1/24"}]}"#, "ips[0].gateway", "\"10.9.0.1/24\"",
                "an IP address"),
            ResultRefusal(
                #"{"ips":[{"address":"10.9.0.7/24","gateway":7}]}"#, "ips[0].gateway", "a number", "a string"),
            ResultRefusal(
                #"{"ips":[{"address":"10.9.0.7/24","interface":"0"}]}"#, "ips[0].interface", "\"0\"", "an integer"),
            ResultRefusal(
                #"{"ips":[{"address":"10.9.0.7/24","interface":0.0}]}"#, "ips[0].interface", "a number", "an integer"),
            ResultRefusal(
                #"{"ips":[{"address":"10.9.0.7/24","interface":9223372036854775808}]}"#, "ips[0].interface", "a number",
                "an integer"),
            ResultRefusal(#"{"routes":7}"#, "routes", "a number", "a list"),
            ResultRefusal(#"{"routes":[{"gw":"10.9.0.1"}]}"#, "routes[0].dst", "missing", "a value"),
            ResultRefusal(#"{"routes":[{"dst":"default"}]}"#, "routes[0].dst", "\"default\"", address),
            ResultRefusal(#"{"routes":[{"dst":"::/0","gw":"x"}]}"#, "routes[0].gw", "\"x\"", "an IP address"),
            ResultRefusal(#"{"routes":[{"dst":"::/0","table":"main"}]}"#, "routes[0].table", "\"main\"", "an integer"),
            ResultRefusal(#"{"routes":[{"dst":"::/0","scope":[]}]}"#, "routes[0].scope", "an array", "an integer"),
            ResultRefusal(#"{"dns":[]}"#, "dns", "an array", "an object"),
            ResultRefusal(#"{"dns":{"nameservers":"10.9.0.1"}}"#, "dns.nameservers", "\"10.9.0.1\"", "a list"),
            ResultRefusal(#"{"dns":{"search":["a",7]}}"#, "dns.search[1]", "a number", "a string"),
            ResultRefusal(#"{"dns":{"domain":7}}"#, "dns.domain", "a number", "a string"),
            ResultRefusal(#"{"dns":{"options":{}}}"#, "dns.options", "an object", "a list"),
            ResultRefusal(#"{"cniVersion":"0.2.0","ip4":[]}"#, "ip4", "an array", "an object"),
            ResultRefusal(#"{"cniVersion":"0.2.0","ip4":{}}"#, "ip4.ip", "missing", "a value"),
            ResultRefusal(#"{"cniVersion":"0.2.0","ip4":{"ip":"10.9.0.7"}}"#, "ip4.ip", "\"10.9.0.7\"", address),
            ResultRefusal(
                #"{"cniVersion":"0.2.0","ip6":{"ip":"::1/64","gateway":"x"}}"#, "ip6.gateway", "\"x\"", "an IP address"),
            ResultRefusal(
                #"{"cniVersion":"0.2.0","ip6":{"ip":"::1/64","routes":[{}]}}"#, "ip6.routes[0].dst", "missing",
                "a value"),
        ])
    func refused(refusal: ResultRefusal) {
        #expect(throws: refusal.error) { try Self.decode(refusal.text) }
    }

    @Test("each error says what is wrong in one sentence")
    func sentences() {
        #expect(ResultError.notAnObject(found: "an array").description == "the answer is an array, not a result object")
        #expect(
            ResultError.invalid(key: "ips[0]", found: "\"x\"", expected: "an object").description
                == "ips[0] of the answer is \"x\", expected an object")
        #expect(
            ResultError.unknownVersion("9\n").description
                == "the answer is of CNI version \"9\\n\"; known are 0.1.0 to 1.1.0")
    }
}
