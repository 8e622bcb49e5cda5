import ExactJSON
import Findings
import Testing
import Validation

@Suite("A text that describes a node")
struct NodeFactsFileTests {
    private static func error(_ text: String) -> NodeFactsError? {
        do throws(NodeFactsError) {
            _ = try NodeFactsFile.facts(of: Array(text.utf8), named: "node.yaml")
            return nil
        } catch { return error }
    }

    @Test("an unknown key is told at its place, with the one that was meant")
    func unknownKey() {
        let error = Self.error("node: a\nlinks:\n  eth0: {mtu: 1500, adresses: []}\n")
        #expect(error?.reason == "\"eth0\" has no key \"adresses\"; did you mean \"addresses\"?")
        #expect(error?.position == TextPosition(line: 3, column: 21))
        #expect(Self.error("kernal: {}")?.reason == "the text has no key \"kernal\"; did you mean \"kernel\"?")
    }

    @Test(
        "a value of another kind is told at its place",
        arguments: [
            ("links: []", "\"links\" is a list, expected a mapping", 1, 8),
            ("links: {eth0: {up: 1}}", "\"up\" is a number, expected true or false", 1, 20),
            ("links: {eth0: {mtu: -1}}", "\"mtu\" is a number, expected a number from 0", 1, 21),
            ("plugins: {folders: /opt}", "\"folders\" is a string, expected a list", 1, 20),
            ("runtime: {kind: docker}", "\"kind\" is \"docker\", expected containerd or CRI-O", 1, 17),
            ("runtime: {files: {a.conf: [1]}}", "\"a.conf\" is a list, expected the file's text", 1, 27),
            ("links: {eth0: {addresses: [here]}}", "\"here\" is no address such as 10.0.0.5/24", 1, 27),
            ("[]", "the text is a list, expected a mapping", 1, 1),
            ("node: a\n---\nnode: b", "it has to have one document", 3, 1),
        ])
    func wrongKind(_ text: String, _ reason: String, _ line: Int, _ column: Int) {
        let error = Self.error(text)
        #expect(error?.reason == reason)
        #expect(error?.position == TextPosition(line: line, column: column))
    }

    @Test("what isn't mentioned isn't known, and nothing is said about it")
    func unknown() throws {
        let facts = try NodeFactsFile.facts(of: Array("node: a".utf8), named: "node.yaml")
        #expect(facts.plugins == nil && facts.links == nil && facts.kernel == nil && facts.runtime == nil)
        var validator = Validator()
        validator.add(
            InputText("a.conf", Array(#"{"cniVersion": "1.0.0", "name": "a", "type": "macvlan", "master": "x"}"#.utf8)))
        #expect(validator.report(on: facts).findings == [])
    }

    @Test("hostile texts are refused or read, never more than that")
    func hostile() {
        let deep = String(repeating: "[", count: 100_000)
        for text in ["", "\u{0}", "links: &a {eth0: *a}", deep, "files: [\(String(repeating: "x,", count: 10_000))]"] {
            _ = Self.error(text)
        }
        #expect(Self.error("\u{FFFD}: [") != nil)
    }
}
