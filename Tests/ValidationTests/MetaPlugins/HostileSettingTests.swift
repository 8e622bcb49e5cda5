import Findings
import TartanCore
import Testing
import Validation

@Suite("Tartan's and Multus' own configuration, made to do harm")
struct HostileSettingTests {
    private static func report(_ text: String) -> ValidationReport {
        var validator = Validator()
        validator.add(InputText("a.conf", Array(text.utf8)))
        return validator.report()
    }

    private static func tartan(_ keys: String) -> String {
        #"{"cniVersion": "1.0.0", "name": "pods", "type": "tartan", "capabilities": {"io.kubernetes.cri.pod-annotations": true}, \#(keys)}"#
    }

    @Test("of many unknown keys, namespaces or networks no more are told than anybody reads")
    func many() {
        let keys = (0..<20_000).map { "\"key\($0)\": \($0)" }.joined(separator: ", ")
        let unknown = Self.report(Self.tartan(#""clusterNetwork": "infra/pods", \#(keys)"#))
        #expect(unknown.findings.count == FindingSink.mostOfAKind)
        let names = String(repeating: "A,", count: 200_000)
        let namespaces = Self.report(
            Self.tartan(
                #""clusterNetwork": "infra/pods", "namespaceIsolation": true, "globalNamespaces": "\#(names)""#))
        #expect(namespaces.findings.count == 100)
        let networks = String(repeating: "\"a/b/c\",", count: 100_000)
        let references = Self.report(
            Self.tartan(#""clusterNetwork": "infra/pods", "defaultNetworks": [\#(networks)"x"]"#))
        #expect(references.findings.count == FindingSink.mostOfAKind)
    }

    @Test("delegates in delegates are looked at no deeper than one can be called")
    func nested() {
        var text = #"{"cniVersion": "1.0.0", "name": "a", "type": "macvlan", "master": "eth1"}"#
        for _ in 0..<40 { text = #"{"cniVersion": "1.0.0", "name": "a", "type": "tartan", "delegates": [\#(text)]}"# }
        let codes = Self.report(Self.tartan(#""delegates": [\#(text)]"#)).findings.map(\.code)
        #expect(codes == ["TN6003"])
    }

    @Test(
        "whatever the keys hold, nothing fails",
        arguments: [
            "null", "[]", "{}", "[null]", "[[[]]]", "\"\"", "\"/\"", "\"\\u0000\"", "0", "true", "[{}]",
            "[{\"type\": 7}]",
        ])
    func anything(value: String) {
        for type in ["tartan", "multus", "multus-shim"] {
            let keys = (Settings.keys + MultusKey.all.map(\.name)).filter {
                !["type", "name", "cniVersion"].contains($0)
            }
            let members = keys.map { "\"\($0)\": \(value)" }.joined(separator: ", ")
            _ = Self.report(#"{"cniVersion": "1.0.0", "name": "a", "type": "\#(type)", \#(members)}"#)
            var validator = Validator()
            validator.add(InputText("daemon-config.json", Array(#"{"chrootDir": "", \#(members)}"#.utf8)))
            #expect(validator.report().files.count == 1)
        }
    }
}
