import ExactJSON
import Testing

@testable import tartanctl

@Suite struct LabelSelectorTests {
    static let pod: JSONValue = [
        "metadata": ["labels": ["app": "web", "tier": "front", "example.org/n": "7", "empty": ""]]
    ]

    /// As kubectl's own selectors decide.
    static let cases: [(String, Bool)] = [
        ("app=web", true), ("app==web", true), ("app = web", true), ("app=db", false), ("app!=db", true),
        ("app!=web", false), ("none!=web", true), ("app", true), ("none", false), ("!none", true), ("! none", true),
        ("!app", false), ("app in (db,web)", true), ("app in(db, web )", true), ("app in (db)", false),
        ("none in (db)", false), ("app notin (db)", true), ("app notin (db,web)", false), ("none notin (db)", true),
        ("empty=", true), ("empty=,app=web", true), ("app=", false), ("empty in (,x)", true),
        ("app=web,tier=front", true),
        ("app=web,tier=back", false), ("example.org/n=7", true), ("example.org/n>6", true),
        ("example.org/n > 7", false),
        ("example.org/n<8", true), ("app<8", false), ("in=x", false), ("in", false), ("notin notin (a)", true),
    ]

    @Test("labels are selected as kubectl selects them", arguments: cases)
    func selects(_ text: String, _ expected: Bool) throws {
        #expect(try LabelSelector(text).selects(Self.pod) == expected)
    }

    @Test("an object without labels has none")
    func unlabelled() throws {
        for object: JSONValue in [["metadata": JSONValue.object([:])], .null, ["metadata": ["labels": ["a"]]]] {
            #expect(try !LabelSelector("app").selects(object))
            #expect(try LabelSelector("!app").selects(object))
        }
    }

    static let mistakes: [(String, LabelSelectorError)] = [
        ("", .empty), ("  ", .empty), (",", .noLabel(",")), ("a,", .noLabel("")),
        ("a b", .expected("=, !=, in, notin, < or > behind \"a\"", found: "b")),
        ("a=b c", .expected("a comma", found: "c")), ("a in b", .expected("a list in brackets", found: "b")),
        ("a in (b", .expected("a comma or a closing bracket", found: "")), ("a>x", .noNumber("x")),
        ("a=b/c", .noValue("b/c")),
        ("/a", .noLabel("/a")), ("a/b/c", .noLabel("a/b/c")), ("ä=b", .noLabel("ä")),
        ("a=b=c", .expected("a comma", found: "=")),
        ("(a)", .noLabel("(")), ("!", .noLabel("")), ("a in", .expected("a list in brackets", found: "")),
    ]

    @Test("a text that is no selector is refused with what was expected", arguments: mistakes)
    func refused(_ text: String, _ error: LabelSelectorError) {
        #expect(throws: error) { try LabelSelector(text) }
    }
}
