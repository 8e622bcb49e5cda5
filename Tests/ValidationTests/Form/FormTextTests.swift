import Findings
import Testing
import Validation

@Suite("What is said about form")
struct FormTextTests {
    private static func findings(_ name: String, _ text: String) -> [Finding] {
        var validator = Validator()
        validator.add(InputText(name, Array(text.utf8)))
        return validator.report().findings
    }

    private static func one(_ name: String, _ text: String) throws -> Finding {
        let findings = findings(name, text)
        try #require(findings.count == 1, "\(findings)")
        return findings[0]
    }

    private static func definition(_ config: String) -> String {
        """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {name: storage, namespace: infra}
        spec:
          config: |
            \(config)
        """
    }

    @Test("a slip of JSON names the network, the place and what to write")
    func singleQuotes() throws {
        let finding = try Self.one("a.yaml", Self.definition(#"{"cniVersion": "1.0.0", 'type': "macvlan"}"#))
        #expect(finding.kind == .singleQuotes)
        #expect(finding.message == "the configuration of network infra/storage has a text in single quotation marks")
        #expect(finding.label == "JSON has double ones only")
        #expect(finding.replacement == #""type""#)
        #expect(finding.place.line == 6 && finding.place.column == 29 && finding.place.endColumn == 35)
    }

    @Test("a bracket that doesn't fit is told with the one that it should close")
    func wrongBracket() throws {
        let finding = try Self.one("a.conflist", "{\"plugins\": [{\"type\": \"tap\"}\n}\n")
        #expect(finding.message == "the network configuration closes a bracket by one of the other kind")
        #expect(finding.label == "\"]\" is expected")
        #expect(finding.related.map(\.place.column) == [13])
        #expect(finding.related.map(\.text) == ["opened here"])
    }

    @Test("a configuration given as a mapping is told with the way to write it")
    func mapping() throws {
        let text = Self.definition("").replacing("config: |", with: "config: {type: macvlan}")
        let finding = try Self.one("a.yaml", text)
        #expect(finding.message == "spec.config is a mapping")
        #expect(finding.label == "a text with JSON is expected")
        #expect(finding.notes.first?.hasPrefix("Write it as a text: a \"|\" behind \"config:\"") == true)
    }

    @Test("a key that is twice is told at the second, with the first")
    func duplicate() throws {
        let finding = try Self.one("a.yaml", "apiVersion: v1\nkind: Pod\nkind: Pod\n")
        #expect(finding.message == "the key \"kind\" is here for the second time")
        #expect(finding.place.line == 3)
        #expect(finding.related.map(\.place.line) == [2])
    }

    @Test("a number as version is told with the version that was meant")
    func version() throws {
        let finding = try Self.one("a.conf", "{\"cniVersion\": 0.4, \"name\": \"lan\", \"type\": \"acme\"}")
        #expect(finding.message == "\"cniVersion\" of network \"lan\" is a number")
        #expect(finding.label == "write \"0.4.0\"")
        #expect(finding.replacement == "\"0.4.0\"")
    }

    @Test("a misspelt kind is told with the kind that was meant")
    func kind() throws {
        let finding = try Self.one(
            "a.yaml", "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefintion\nmetadata: {name: x}\n")
        #expect(
            finding.message == "there is no kind \"NetworkAttachmentDefintion\" in k8s.cni.cncf.io/v1")
        #expect(finding.label == "did you mean \"NetworkAttachmentDefinition\"?")
        #expect(finding.replacement == "NetworkAttachmentDefinition")
    }

    @Test("a text that was too large to be read is a finding at its beginning")
    func large() throws {
        var validator = Validator()
        validator.add(.tooLarge("dump.yaml"))
        let finding = try #require(validator.report().findings.first)
        #expect(
            finding.kind == .tooLarge
                && finding.place == FindingPlace(file: "dump.yaml", line: 1, column: 1, endColumn: 2))
        #expect(finding.message == "the text is larger than 16 MiB")
    }

    @Test("values in messages are cut")
    func cut() throws {
        let name = String(repeating: "X", count: 200)
        let finding = try Self.one("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name)}\n")
        #expect(finding.message.hasPrefix("\"" + String(repeating: "X", count: 64) + "…\" can't be the name of a Pod"))
    }

    @Test("many bad documents are told, and the good one behind them is still seen")
    func manyBad() {
        let bad = String(repeating: "---\nkind: @\n", count: 30)
        let good = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: X}\n"
        let codes = Self.findings("a.yaml", bad + good).map(\.code)
        #expect(codes == Array(repeating: "TN1014", count: 30) + ["TN1305"])
    }

    @Test("of one kind a thousand findings are told in a file, and the last one says so")
    func thousand() throws {
        let keys = String(repeating: "\"k\": 1, ", count: 5000)
        let text = "{\"cniVersion\": \"1.0.0\", \"name\": \"x\", \(keys)\"type\": \"acme\"}"
        let findings = Self.findings("a.conf", text)
        #expect(findings.count == 1000)
        #expect(findings.count { $0.notes.contains("More of this kind in this file aren't told.") } == 1)
    }
}
