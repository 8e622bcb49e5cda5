import ExactJSON
import PluginCatalogue
import TartanCore
import Testing

@testable import tartanctl

/// Every key of every plugin, with values that are wrong by what the catalogue says of it.
@Suite(.enabled(if: SchemaValidator.isThere)) struct SchemaKeyTests {
    private static let values: [JSONType: JSONValue] = [
        .string: "x", .integer: 7, .number: JSONValue(.number(JSONNumber(spelled: "7.5"))), .boolean: true,
        .object: ["x": "y"], .array: ["x"],
    ]

    /// A configuration that is wrong under one key.
    private struct Wrong {
        let configuration: JSONValue
        let path: String
        let keyword: [String]
    }

    private static func configuration(
        _ entry: PluginEntry, _ isIPAM: Bool, _ key: String, _ value: JSONValue
    ) -> JSONValue {
        var object: JSONObject = ["type": .string(entry.type)]
        object[key] = value
        if isIPAM { return ["type": "ptp", "name": "a", "ipam": .object(object)] }
        if key != "name" { object["name"] = "a" }
        return .object(object)
    }

    private static func wrong(_ key: KeySpec, in entry: PluginEntry, ipam: Bool) -> [Wrong] {
        let path = (ipam ? "/ipam/" : "/") + key.name
        func with(_ value: JSONValue, _ keyword: String...) -> Wrong {
            Wrong(configuration: configuration(entry, ipam, key.name, value), path: path, keyword: keyword)
        }
        var wrong: [Wrong] = []
        if !key.types.isEmpty {
            wrong += values.filter { !key.takesType(of: $0.value) }.map { with($0.value, "type") }
        }
        if let minimum = key.minimum { wrong.append(with(.integer(minimum - 1), "minimum")) }
        if let maximum = key.maximum { wrong.append(with(.integer(maximum + 1), "maximum")) }
        if key.values.contains(where: { $0.string != nil }) {
            wrong.append(with("no such word", "enum", "anyOf"))
        }
        if key.required == .always, key.types == [.string] { wrong.append(with("", "minLength", "enum")) }
        return wrong
    }

    @Test("a wrong type, a number out of range and an unknown word are refused under each key")
    func values() throws {
        let catalogue = PluginCatalogue.standard
        let entries = catalogue.types.compactMap(catalogue.entry)
        let wrong = entries.flatMap { entry in
            let own = entry.keys.adding(catalogue.pluginKeys).keys.filter { $0.name != "type" }
            return own.flatMap { Self.wrong($0, in: entry, ipam: false) }
                + (entry.roles.contains(.ipam)
                    ? entry.ipamKeys.keys.flatMap { Self.wrong($0, in: entry, ipam: true) } : [])
        }
        #expect(wrong.count > 2_000)
        let refusals = try SchemaFixture.validator(.configuration).refusals(of: wrong.map(\.configuration))
        for (wrong, refusals) in zip(wrong, refusals) {
            #expect(
                refusals.contains { $0.path == wrong.path && wrong.keyword.contains($0.keyword) },
                "\(wrong.configuration.text): \(refusals)")
        }
    }

    @Test("a key that is misspelt by a letter is refused in each plugin and each of its addresses' objects")
    func misspelt() throws {
        let catalogue = PluginCatalogue.standard
        let entries = catalogue.types.compactMap(catalogue.entry)
        let wrong = entries.flatMap { entry -> [(JSONValue, String, String)] in
            let own = entry.keys.names.map { (Self.configuration(entry, false, $0 + "x", 1), "", $0 + "x") }
            let inner = entry.ipamKeys.names.map { (Self.configuration(entry, true, $0 + "x", 1), "/ipam", $0 + "x") }
            return own + (entry.roles.contains(.ipam) ? inner : [])
        }
        let refusals = try SchemaFixture.validator(.configuration).refusals(of: wrong.map(\.0))
        for (wrong, refusals) in zip(wrong, refusals) {
            #expect(
                refusals.contains {
                    $0.path == wrong.1 && $0.keyword == "additionalProperties" && $0.message.contains("'\(wrong.2)'")
                }, "\(wrong.0.text): \(refusals)")
        }
    }

    /// Of Tartan's own keys, values that its decoder takes and refuses.
    private static let own: [(key: String, right: [JSONValue], wrong: [JSONValue])] = [
        ("clusterNetwork", ["/etc/cni/tartan.d", "infra/pods", ""], [7, []]),
        ("delegates", [[], [["type": "ptp", "name": "a"]]], ["x", ["type": "ptp"]]),
        ("defaultNetworks", [[], ["a", "b/c"]], ["a", [7], [""]]),
        ("systemNamespaces", [["kube-system"]], ["kube-system", [true]]),
        ("multusNamespace", ["shop"], [7]),
        ("auxiliaryCNIChainName", ["chain-1.x", ""], ["../up", "a b", 7]),
        ("namespaceIsolation", [true, false], ["true", 1]),
        ("globalNamespaces", ["a,b", ""], [["a"]]),
        ("confDir", ["/etc/cni", ""], ["etc/cni", 7]), ("binDir", ["/opt"], ["opt"]),
        ("cniDir", ["/var"], ["var"]), ("store", ["/var"], ["var"]), ("kubeletDir", ["/var"], ["~/kubelet"]),
        ("readinessindicatorfile", ["/run/x"], ["x"]), ("agentSocket", ["/run/x"], ["x"]),
        ("logFile", ["/var/log/x"], ["x"]),
        ("invalidAnnotation", ["fail", "ignore"], ["Fail", "warn", 7]),
        ("requestsAsArguments", [true], ["yes"]), ("retryDeleteOnError", [false], ["no"]),
        ("unknownPod", ["fail", "clusterNetwork"], ["ignore"]), ("result", ["merged", "primary"], ["both"]),
        ("fetchCommand", [["/bin/x", "y"]], ["/bin/x", [""]]),
        ("logLevel", ["panic", "error", "verbose", "debug"], ["info", 3]), ("logToStderr", [false], ["false"]),
        (
            "logOptions",
            [[:], ["maxSize": 0, "maxBackups": 7, "maxAge": 1_000_000, "compress": true]],
            [[], ["maxSize": -1], ["maxAge": "7"], ["maxBackups": 1_000_001], ["compress": "yes"]]
        ),
        ("readinessTimeout", ["10s", 0, "1.5s", ".5m", "1h"], ["10", "ten", 3_601, -1, "1d", true]),
        ("delegateTimeout", ["30s", 1], [0, "", []]),
        ("statusWait", ["200ms", 0], ["200 ms", "-1s"]),
    ]

    @Test("of Tartan's own keys the schema takes and refuses what Tartan does")
    func tartan() throws {
        let listed = ["cniVersion", "name", "type", "capabilities", "runtimeConfig", "cni.dev/valid-attachments"]
        #expect(Set(Self.own.map(\.key)).union(listed) == Set(Settings.keys))
        let validator = SchemaFixture.validator(.configuration)
        let cases = Self.own.flatMap { row in
            row.right.map { (row.key, $0, true) } + row.wrong.map { (row.key, $0, false) }
        }
        let objects = cases.map { key, value, _ in
            var object: JSONObject = ["name": "a", "type": "tartan"]
            object[key] = value
            return object
        }
        for (index, refusals) in try validator.refusals(of: objects.map { .object($0) }).enumerated() {
            let (key, value, isRight) = cases[index]
            #expect(refusals.isEmpty == isRight, "\(key): \(value.text): \(refusals)")
            #expect(refusals.allSatisfy { $0.path.hasPrefix("/" + key) }, "\(refusals)")
            let settings = try? Settings(objects[index], ownName: "tartan")
            #expect((settings != nil) == isRight, "\(key): \(value.text)")
        }
    }

    @Test("the defaults that the schema tells are Tartan's")
    func defaults() throws {
        let schema = try #require(SchemaFixture.schemas[.configuration]?["definitions"]?[TartanSchema.name])
        let plain = try Settings(["name": "a"], ownName: "tartan")
        for key in Self.own.map(\.key) {
            let property = try #require(schema["properties"]?[key])
            #expect(property["description"]?.string?.hasSuffix(".") == true, "\(key)")
            var object: JSONObject = ["name": "a"]
            let options = property["properties"]?.object?.members ?? []
            let defaults = options.map { JSONObject.Member(key: $0.key, value: $0.value["default"] ?? .null) }
            object[key] = defaults.isEmpty ? property["default"] : .object(JSONObject(defaults))
            #expect("\(try Settings(object, ownName: "tartan"))" == "\(plain)", "\(key)")
        }
    }
}
