import CNI
import ExactJSON
import MultiNetwork
import TestKit
import Testing

/// The object of the device information specification 1.1.0.
@Suite("Device information") struct DeviceInformationTests {
    private static let pci = #"{"type":"pci","version":"1.1.0","pci":{"pci-address":"0000:3b:02.4"}}"#

    private static func parse(_ text: String) throws(DeviceInformationError) -> DeviceInformation {
        try DeviceInformation(json: Array(text.utf8))
    }

    /// The type's map with keys changed; null takes a key away.
    private static func changed(_ text: String, _ changes: JSONValue) throws -> String {
        let value = try JSONParser.parse(text, limit: 10_000)
        var object = try #require(value.object)
        let type = try #require(value["type"]?.string)
        var map = try #require(value[type]?.object)
        for change in changes.object?.members ?? [] { map[change.key] = change.value.isNull ? nil : change.value }
        object[type] = .object(map)
        return JSONValue.object(object).text
    }

    @Test(
        "each type is passed on as it was written",
        arguments: [
            pci,
            #"{"type":"pci","version":"1.0.0","pci":{"pci-address":"0000:3b:02.4","vhost-net":"/dev/vhost-net","#
                + #""rdma-device":"mlx5_3","pf-pci-address":"0000:3b:00.0","representor-device":"eth5"}}"#,
            #"{"type":"pci","version":"1.1.0","pci":{"pci-address":"10000:e1:00.0","rdma-device":"","pf-pci-address":null}}"#,
            #"{"type":"vdpa","version":"1.1.0","vdpa":{"parent-device":"vdpa7","driver":"vhost","path":"/dev/vhost-vdpa-7"}}"#,
            #"{"type":"vhost-user","version":"1.1.0","vhost-user":{"mode":"client","path":"/run/x.sock"}}"#,
            #"{"type":"memif","version":"1.1.0","memif":{"role":"slave","path":"/run/vpp/p.sock","mode":"inject-punt"}}"#,
            #"{"type":"memif","version":"1.7.12","memif":{"role":"master","path":"m","mode":"punt"},"org.example.x":[1.0]}"#,
        ])
    func exact(text: String) throws {
        let information = try Self.parse(text)
        #expect(information.value.text == text)
        #expect(information.type == information.value["type"]?.string)
    }

    @Test(
        "what a type needs must be there",
        arguments: [
            ("pci", #"{"pci-address":"0000:3b:02.4"}"#, ["pci-address"]),
            (
                "vdpa", #"{"parent-device":"v","driver":"virtio","path":"/p"}"#,
                ["parent-device", "driver", "path"]
            ),
            ("vhost-user", #"{"mode":"server","path":"/p"}"#, ["mode", "path"]),
            ("memif", #"{"role":"slave","path":"/p","mode":"ip"}"#, ["role", "path", "mode"]),
        ])
    func required(type: String, map: String, keys: [String]) throws {
        let text = #"{"type":"\#(type)","version":"1.1.0","\#(type)":\#(map)}"#
        _ = try Self.parse(text)
        for key in keys {
            for missing in [JSONValue.null, ""] {
                let changed = try Self.changed(text, .object(JSONObject([.init(key: key, value: missing)])))
                #expect(throws: DeviceInformationError.missing(key: "\(type).\(key)"), "\(changed)") {
                    try Self.parse(changed)
                }
            }
            let number = try Self.changed(text, .object(JSONObject([.init(key: key, value: 7)])))
            let error = DeviceInformationError.wrongType(
                key: "\(type).\(key)", found: "a number", expected: "a string")
            #expect(throws: error) { try Self.parse(number) }
        }
    }

    @Test(
        "a value that the specification doesn't have is named with what is allowed",
        arguments: [
            ("pci", "pci-address", "0000:3b:02.8", "a PCI address such as \"0000:3b:02.4\""),
            ("pci", "pci-address", "3b:02.4", "a PCI address such as \"0000:3b:02.4\""),
            ("pci", "pci-address", "0000:3b:02", "a PCI address such as \"0000:3b:02.4\""),
            ("pci", "pf-pci-address", "../etc/x", "a PCI address such as \"0000:3b:02.4\""),
            ("vdpa", "driver", "VHOST", "one of \"vhost\", \"virtio\""),
            ("vhost-user", "mode", "both", "one of \"client\", \"server\""),
            ("memif", "role", "main", "one of \"master\", \"slave\""),
            ("memif", "mode", "x", "one of \"ethernet\", \"ip\", \"inject-punt\", \"punt\""),
        ])
    func notAllowed(type: String, key: String, value: String, rule: String) throws {
        let maps = [
            "pci": #"{"pci-address":"0000:3b:02.4"}"#, "vdpa": #"{"parent-device":"v","driver":"vhost","path":"/p"}"#,
            "vhost-user": #"{"mode":"server","path":"/p"}"#, "memif": #"{"role":"slave","path":"/p","mode":"ip"}"#,
        ]
        let map = try #require(maps[type])
        let change = JSONValue.object(JSONObject([.init(key: key, value: .string(value))]))
        let text = try Self.changed(#"{"type":"\#(type)","version":"1.1.0","\#(type)":\#(map)}"#, change)
        let error = DeviceInformationError.notAllowed(key: "\(type).\(key)", value: value, rule: rule)
        #expect(throws: error) { try Self.parse(text) }
        #expect(error.description == "\"\(type).\(key)\" is \"\(value)\", expected \(rule)")
    }

    @Test(
        "type, version and the type's map are what the specification has",
        arguments: [
            ("[]", .wrongType(key: nil, found: "an array", expected: "an object")),
            ("{}", .missing(key: "type")),
            (#"{"type":"","version":"1.1.0"}"#, .missing(key: "type")),
            (
                #"{"type":"usb","version":"1.1.0","usb":{}}"#,
                .notAllowed(
                    key: "type", value: "usb", rule: "one of \"pci\", \"vdpa\", \"vhost-user\", \"memif\"")
            ),
            (#"{"type":"pci","pci":{"pci-address":"0000:3b:02.4"}}"#, .missing(key: "version")),
            (
                #"{"type":"pci","version":"1.1","pci":{}}"#,
                .notAllowed(key: "version", value: "1.1", rule: "MAJOR.MINOR.PATCH")
            ),
            (
                #"{"type":"pci","version":"1.1.-1","pci":{}}"#,
                .notAllowed(key: "version", value: "1.1.-1", rule: "MAJOR.MINOR.PATCH")
            ),
            (
                #"{"type":"pci","version":"2.0.0","pci":{}}"#,
                .notAllowed(key: "version", value: "2.0.0", rule: "one that begins with 1")
            ),
            (#"{"type":"pci","version":"1.1.0","vdpa":{}}"#, .missing(key: "pci")),
            (
                #"{"type":"pci","version":"1.1.0","pci":[]}"#,
                .wrongType(key: "pci", found: "an array", expected: "an object")
            ),
        ] as [(String, DeviceInformationError)])
    func refused(text: String, error: DeviceInformationError) {
        #expect(throws: error) { try Self.parse(text) }
    }

    @Test("what is no JSON, or more than 16 KiB, is refused")
    func syntax() throws {
        let long = Self.pci + String(repeating: " ", count: Limits.deviceInformation)
        for text in ["", "{", long] {
            #expect {
                try Self.parse(text)
            } throws: { error in
                if case .syntax? = error as? DeviceInformationError { true } else { false }
            }
        }
    }

    @Test("mutated texts are taken or refused by a typed error that moves no cursor", arguments: 0..<20)
    func mutated(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<200 {
            var bytes = Array(Self.pci.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                }
            }
            do throws(DeviceInformationError) { _ = try DeviceInformation(json: bytes) } catch {
                refused += 1
                #expect(error.description == error.description.escapingControlCharacters, "seed \(seed)")
                #expect(error.description.utf8.count < 600)
            }
        }
        #expect(refused > 100, "\(refused) refused")
    }
}
