import CNI
import Testing

/// A name that is refused, and the rule that it breaks.
struct NameRefusal: Sendable, CustomTestStringConvertible {
    let name: String
    let rule: String

    init(_ name: String, _ rule: String) {
        self.name = name
        self.rule = rule
    }

    var testDescription: String { name.escapingControlCharacters }
    var error: InvalidName { InvalidName(name, rule) }
}

@Suite("Names of networks, containers and interfaces") struct NameTests {
    private static let begin = "does not begin with a letter or digit"
    private static let others = "has characters other than letters, digits, \"_\", \".\" and \"-\""

    @Test(
        "an identifier begins with a letter or digit; dots, underscores and hyphens may follow",
        arguments: ["a", "0", "Z", "a.b-c_d", "0..", "k8s-pod-network", String(repeating: "x", count: 500)])
    func identifiers(name: String) throws {
        try Identifier.validate(name)
    }

    @Test(
        "an identifier that breaks a rule is refused by that rule",
        arguments: [
            NameRefusal("", "is empty"), NameRefusal(".", begin), NameRefusal("..", begin), NameRefusal("-a", begin),
            NameRefusal("_a", begin), NameRefusal("/", begin), NameRefusal(" a", begin), NameRefusal("é", begin),
            NameRefusal("a/b", others), NameRefusal("a b", others), NameRefusal("a\0", others),
            NameRefusal("a\n", others),
            NameRefusal("a:b", others), NameRefusal("aé", others), NameRefusal("a\u{301}", others),
            NameRefusal("a%2f", others),
        ])
    func refusedIdentifiers(refusal: NameRefusal) {
        #expect(throws: refusal.error) { try Identifier.validate(refusal.name) }
    }

    @Test(
        "an interface has 1 to 15 bytes and is no folder's name",
        arguments: ["eth0", "net1", "a", "123456789012345", "bond0.100", "...", "ü", "veth@x", "-", "%d"])
    func interfaces(name: String) throws {
        #expect(try InterfaceName(name).text == name)
        #expect(try InterfaceName(name).description == name)
    }

    @Test(
        "an interface name that breaks a rule is refused by that rule",
        arguments: [
            NameRefusal("", "is empty"), NameRefusal("1234567890123456", "has 16 bytes; Linux allows 15"),
            NameRefusal("üüüüüüüü", "has 16 bytes; Linux allows 15"), NameRefusal(".", "is a folder's name"),
            NameRefusal("..", "is a folder's name"), NameRefusal("a/b", "contains \"/\""),
            NameRefusal("../../etc", "contains \"/\""), NameRefusal("eth0:1", "contains \":\""),
            NameRefusal("a b", "contains white space"), NameRefusal("a\t", "contains white space"),
            NameRefusal("a\n", "contains white space"), NameRefusal("a\u{A0}", "contains white space"),
            NameRefusal("a\0", "contains a control character"),
            NameRefusal("\u{1B}[2J", "contains a control character"),
            NameRefusal("a\u{7F}", "contains a control character"),
        ])
    func refusedInterfaces(refusal: NameRefusal) {
        #expect(throws: refusal.error) { try InterfaceName(refusal.name) }
    }

    @Test("a refused name is shown with its control characters escaped")
    func shown() {
        #expect(InvalidName("a\u{1B}[2J\n", "is bad").description == "\"a\\u{1b}[2J\\n\" is bad")
    }
}

@Suite("Control characters") struct EscapingTests {
    @Test(
        "what could move a cursor, forge a line or turn the reading direction is escaped",
        arguments: [
            ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"), ("\r\n", "\\r\\n"), ("\0", "\\u{0}"),
            ("\u{1B}[31m", "\\u{1b}[31m"),
            ("\u{7F}", "\\u{7f}"), ("\u{80}", "\\u{80}"), ("\u{9B}", "\\u{9b}"), ("\u{9F}", "\\u{9f}"),
            ("\u{2028}", "\\u{2028}"), ("\u{2029}", "\\u{2029}"), ("\u{202A}", "\\u{202a}"), ("\u{202E}", "\\u{202e}"),
            ("\u{2066}", "\\u{2066}"), ("\u{2069}", "\\u{2069}"), ("a\u{301}\u{1}", "a\u{301}\\u{1}"),
        ])
    func escaped(text: String, expected: String) {
        #expect(Array(text.escapingControlCharacters.utf8) == Array(expected.utf8))
    }

    @Test(
        "everything else stays as it is",
        arguments: ["", "plain", "\"quoted\" \\n", "ünï", "e\u{301}", "日本", "👩‍👩‍👧", "\u{A0}", "\u{2027}", "\u{2065}"])
    func kept(text: String) {
        #expect(Array(text.escapingControlCharacters.utf8) == Array(text.utf8))
    }
}
