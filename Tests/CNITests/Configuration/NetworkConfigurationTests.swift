import CNI
import ExactJSON
import Testing

@Suite("Network configurations") struct NetworkConfigurationTests {
    private static func parse(_ text: String) throws(ConfigurationError) -> NetworkConfiguration {
        try NetworkConfiguration(text: Array(text.utf8), limit: 1 << 20)
    }

    @Test("a list is read with its plugins as they were written")
    func list() throws {
        let text =
            #"{"cniVersion":"1.0.0","name":"tenant-blue","disableCheck":true,"plugins":["#
            + #"{"type":"macvlan","mtu":1.50e3,"capabilities":{"ips":true,"mac":false,"dns":true}}, "#
            + #"{"z":1,"type":"tuning","z":2}]}"#
        let list = try Self.parse(text)
        #expect(list.name == "tenant-blue")
        #expect(list.version == CNIVersion(1, 0, 0))
        #expect(list.disableCheck)
        #expect(!list.disableGC)
        #expect(!list.loadOnlyInlinedPlugins)
        #expect(list.isList)
        #expect(list.plugins.map(\.type) == ["macvlan", "tuning"])
        #expect(list.plugins[0].capabilities == ["ips", "dns"])
        #expect(list.plugins[1].capabilities == [])
        #expect(
            list.plugins.map { JSONValue.object($0.object).text } == [
                #"{"type":"macvlan","mtu":1.50e3,"capabilities":{"ips":true,"mac":false,"dns":true}}"#,
                #"{"z":1,"type":"tuning","z":2}"#,
            ])
    }

    @Test("a single plugin counts as a list of one")
    func single() throws {
        let text = #"{"cniVersion":"0.3.1","name":"n","type":"bridge","ipam":{}}"#
        let single = try Self.parse(text)
        #expect(!single.isList)
        #expect(single.name == "n")
        #expect(single.version == CNIVersion(0, 3, 1))
        #expect(single.plugins.map { JSONValue.object($0.object).text } == [text])
    }

    @Test("no plugins at all are taken: a folder may add some")
    func noPlugins() throws {
        let list = try Self.parse(#"{"name":"n"}"#)
        #expect(list.plugins.isEmpty)
        #expect(list.isList)
    }

    @Test("a missing, empty or null name is left to the caller", arguments: ["", #""name":"","#, #""name":null,"#])
    func nameless(member: String) throws {
        #expect(try Self.parse("{\(member)\"type\":\"p\"}").name == nil)
    }

    @Test(
        "the version is the highest of cniVersion and cniVersions up to 1.1.0",
        arguments: [
            ("", "0.2.0"), (#""cniVersion":"""#, "0.2.0"), (#""cniVersion":null"#, "0.2.0"),
            (#""cniVersion":"0.1.0""#, "0.1.0"),
            (#""cniVersion":"1.1""#, "1.1.0"), (#""cniVersion":"0.4.0","cniVersions":["0.3.1","1.0.0"]"#, "1.0.0"),
            (#""cniVersion":"1.1.0","cniVersions":["0.3.1"]"#, "1.1.0"), (#""cniVersions":["0.3.0","0.3.1"]"#, "0.3.1"),
            (#""cniVersions":["1.0.0","1.2.0","2.0.0"]"#, "1.0.0"),
            (#""cniVersion":"1.2.0","cniVersions":["0.4.0"]"#, "0.4.0"),
            (#""cniVersions":[]"#, "0.2.0"), (#""cniVersions":null,"cniVersion":"0.4.0""#, "0.4.0"),
            (#""cniVersion":"rubbish","cniVersions":["0.4.0"]"#, "0.4.0"), (#""cniVersions":["9.0.0"]"#, "0.2.0"),
        ])
    func version(members: String, expected: String) throws {
        #expect(try Self.parse(ConfigurationRefusal.list(members)).version.description == expected)
    }

    @Test("a version between those that exist does not hide one that does")
    func unknownBetween() throws {
        let text = ConfigurationRefusal.list(#""cniVersion":"0.4.0","cniVersions":["0.3.1","0.9.0"]"#)
        #expect(try Self.parse(text).version == CNIVersion(0, 4, 0))
    }

    @Test(
        "the three booleans are booleans or the strings true and false in any case",
        arguments: [
            ("true", true), ("false", false), (#""true""#, true), (#""TRUE""#, true), (#""False""#, false),
            ("null", false),
        ])
    func booleans(value: String, expected: Bool) throws {
        #expect(try Self.parse(ConfigurationRefusal.list("\"disableCheck\":\(value)")).disableCheck == expected)
        #expect(try Self.parse(ConfigurationRefusal.list("\"disableGC\":\(value)")).disableGC == expected)
        #expect(
            try Self.parse(ConfigurationRefusal.list("\"loadOnlyInlinedPlugins\":\(value)")).loadOnlyInlinedPlugins
                == expected)
    }

    @Test(
        "the three booleans take nothing else",
        arguments: [
            ("1", "a number"), (#""yes""#, "a string"), (#""""#, "a string"), ("[]", "an array"), ("{}", "an object"),
            (#"" true""#, "a string"),
        ])
    func wrongBooleans(value: String, found: String) {
        for key in ["disableCheck", "disableGC", "loadOnlyInlinedPlugins"] {
            #expect(throws: ConfigurationError.wrongType(key: key, found: found, expected: "true or false")) {
                try Self.parse(ConfigurationRefusal.list("\"\(key)\":\(value)"))
            }
        }
    }

    @Test("what breaks a rule is refused by that rule", arguments: ConfigurationRefusal.table)
    func refused(refusal: ConfigurationRefusal) {
        #expect(throws: refusal.error) { try Self.parse(refusal.text) }
        #expect(!refusal.error.description.hasSuffix("."))
        #expect(refusal.error.description == refusal.error.description.escapingControlCharacters)
    }

    @Test(
        "a type of 255 bytes and one with dots inside are file names",
        arguments: [String(repeating: "a", count: 255), "a..b", "..."])
    func type(name: String) throws {
        #expect(try Self.parse("{\"type\":\"\(name)\"}").plugins.map(\.type) == [name])
    }

    @Test("null declares a capability as little as false does, as Go reads it")
    func nullCapability() throws {
        let text = #"{"type":"p","capabilities":{"a":null,"b":true,"c":false}}"#
        #expect(try Self.parse(text).plugins[0].capabilities == ["b"])
    }

    @Test("a capability that is no boolean is told with plugin, place, value and what is expected")
    func wrongCapability() {
        let error = ConfigurationError.invalidCapability("mac\n", place: "plugins[1]", type: "q", value: "\"true\"")
        #expect(
            error.description
                == #""capabilities" of the plugin "q" (plugins[1]) has "mac\n": "true", expected true or false"#)
    }

    @Test("broken JSON is told with its place")
    func syntax() throws {
        let error = try #require(throws: ConfigurationError.self) { try Self.parse("{\"name\":\n}") }
        #expect(error.description == "it is not JSON: line 2, column 1: expected a value, found \"}\"")
        #expect(error.code == .undecodable)
        guard case .syntax = error else { Issue.record("\(error)"); return }
    }

    @Test("a text over the limit is refused")
    func tooLarge() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try NetworkConfiguration(text: Array(#"{"type":"p"}"#.utf8), limit: 11)
        }
        guard case .syntax(let cause) = error else { Issue.record("\(error)"); return }
        #expect(cause.cause == .tooLarge(limit: 11))
    }

    @Test("the code of each error is the specification's")
    func codes() {
        let table: [(ConfigurationError, CNIError.Code)] = [
            (.notAnObject(found: "null"), .undecodable),
            (.unknownVersion("9", key: "cniVersion"), .incompatibleVersion),
            (.wrongType(key: "", found: "", expected: ""), .invalidConfiguration),
            (.missingName, .invalidConfiguration),
            (.invalidName(InvalidName("", "")), .invalidConfiguration),
            (.missingType(place: ""), .invalidConfiguration),
            (.invalidType("", rule: ""), .invalidConfiguration),
            (.invalidCapability("", place: "", type: "", value: ""), .invalidConfiguration),
            (.noPlugins, .invalidConfiguration),
            (.emptyPlugins, .invalidConfiguration), (.onlyInlinedButNone, .invalidConfiguration),
        ]
        for (error, code) in table { #expect(error.code == code, "\(error)") }
    }
}
