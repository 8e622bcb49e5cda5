import ExactJSON
import Testing

@testable import MarkedYAML

@Suite struct InnerPlaceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let wanted: TextPosition
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "literal", text: "c: |\n  {\n    \"mastr\": 1\n  }\n", wanted: at(3, 6)),
        Case(
            name: "literal, stripped and with a comment", text: "c: |2-  # x\n   {\n\n    \"mastr\": 1\n   }\n",
            wanted: at(4, 6)),
        Case(name: "folded", text: "c: >\n  { \"x\": 1,\n  \"y\": 2, \"mastr\":\n  3 }\n", wanted: at(3, 12)),
        Case(name: "single quotation marks", text: "c: '{\"a'': \"x\", \"mastr\": 1}'", wanted: at(1, 18)),
        Case(name: "double quotation marks", text: #"c: "{\"k\\\": \t\u0041\n \"mastr\": 1}""#, wanted: at(1, 28)),
        Case(name: "double quotation marks over lines", text: "c: \"{ \\\n   \\\"mastr\\\": 1}\"", wanted: at(2, 6)),
        Case(name: "plain over lines", text: "c: some\n  more mastr\n", wanted: at(2, 8)),
        Case(name: "JSON with a pair of surrogates", text: #"{"c": "\uD83D\uDE00 \/ mastr"}"#, wanted: at(1, 24)),
    ]

    @Test("the place of a part of a scalar is found in every style", arguments: cases)
    func places(_ test: Case) throws {
        let document = try #require(try MarkedDocument.parse(test.text).first)
        let node = try #require(document.root["c"])
        let value = try #require(node.string)
        let range = try #require(value.firstRange(of: "mastr"))
        let offset = value.utf8.distance(from: value.startIndex, to: range.lowerBound)
        #expect(document.source.position(at: offset, in: node) == test.wanted)
    }

    @Test("the end of a value and what lies beyond it are after its last character")
    func end() throws {
        let document = try #require(try MarkedDocument.parse("c: |\n  {\n   \"a\"\n").first)
        let node = try #require(document.root["c"])
        #expect(document.source.position(at: 99, in: node) == at(3, 7))
        #expect(document.source.position(at: -1, in: node) == at(2, 3))
    }
}
