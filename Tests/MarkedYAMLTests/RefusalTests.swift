import ExactJSON
import Testing

@testable import MarkedYAML

@Suite struct RefusalTests {
    static let refusals: [(String, YAMLError.Cause, TextPosition)] = [
        ("a:\n\tb: c", .tabIndentation, at(2, 1)),
        ("a: @b", .reservedCharacter("\"@\""), at(1, 4)),
        ("a: b: c", .colonInValue, at(1, 5)),
        ("a: 1\nb: 2\na: 3", .duplicateKey("a", first: at(1, 1)), at(3, 1)),
        ("x: {1: a, '1': b}", .duplicateKey("1", first: at(1, 5)), at(1, 11)),
        ("{\"a\": 1,\n \"a\": 2}", .duplicateKey("a", first: at(1, 2)), at(2, 2)),
        ("? [a]\n: b", .keyNotScalar(kind: "a list"), at(1, 3)),
        ("~: b", .nullKey, at(1, 1)),
        ("a: *b", .unknownAnchor("b"), at(1, 4)),
        ("a: &x 1\n---\nb: *x", .unknownAnchor("x"), at(3, 4)),
        ("&a [1, *a]", .anchorContainsItself("a"), at(1, 8)),
        ("<<: 1", .mergeNeedsMapping(found: "a number"), at(1, 5)),
        ("<<: [{a: b}, c]", .mergeNeedsMapping(found: "a string"), at(1, 14)),
        ("a: b\nkey\nc: d", .keyWithoutColon, at(2, 1)),
        ("a: b\u{7}", .forbiddenCharacter(7), at(1, 5)),
        (
            "a:\n  - b\n c: d",
            .syntax(
                problem: "did not find expected key", context: "while parsing a block mapping",
                contextPosition: at(1, 1)), at(3, 2)
        ),
    ]

    @Test("what is no YAML is refused with its cause and place", arguments: refusals)
    func refused(_ text: String, _ cause: YAMLError.Cause, _ place: TextPosition) {
        #expect(refusal(text) == YAMLError(cause, at: place))
    }

    @Test("a sentence says what is wrong and where")
    func sentences() {
        #expect(
            refusal("a: 1\na: 2")?.description
                == "line 2, column 1: the key \"a\" is here for the second time, the first is at line 1, column 1")
        #expect(
            refusal("a: 'b\nc: d\n")?.description
                == "line 3, column 1: the quotation mark at line 1, column 4 is never closed")
        #expect(
            refusal("l:\n - a\n b: c\n")?.reason == "expected another \"- \" of the list that begins at line 2, "
                + "column 2: look at the indentation of this line")
        #expect(refusal("a:\n\tb: 1")?.reason == "YAML is indented by spaces, and here is a tab")
    }

    @Test("bytes that are no UTF-8 are found where they are")
    func invalidUTF8() {
        let bytes = Array("a: b\nc: é".utf8) + [0xC3, 0x28]
        #expect(throws: YAMLError(.invalidUTF8, at: at(2, 5))) { try MarkedDocument.parse(bytes) }
    }

    @Test("a file of JSON is held to JSON")
    func json() throws {
        let error = #expect(throws: YAMLError.self) { try MarkedDocument.parse("{\"a\": 1,\n}", as: .json) }
        #expect(error?.position == at(1, 8))
        #expect(error?.reason == "a comma before the closing bracket is not allowed")
        #expect(try MarkedDocument.parse("{\"a\": 1,\n}").first?.root["a"]?.position == at(1, 7))
    }

    @Test("an error in JSON behind a byte order mark has the place that an editor shows")
    func jsonMark() {
        let error = #expect(throws: YAMLError.self) { try MarkedDocument.parse("\u{FEFF}{'a': 1}", as: .json) }
        #expect(error?.position == at(1, 2))
    }
}
