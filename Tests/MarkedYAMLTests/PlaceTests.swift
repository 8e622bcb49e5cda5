import ExactJSON
import Testing

@testable import MarkedYAML

@Suite struct PlaceTests {
    @Test("every style of scalar has its text and the place of its first character")
    func styles() throws {
        let text = """
            plain: some text
            single: 'it''s'
            double: "a\\tb"
            literal: |
              two
              lines
            folded: >-
              one
              line
            list:
              - first
              -   second
            """
        let mapping = try #require(try root(text).mapping)
        let expected: [(String, String, MarkedScalar.Style, TextPosition)] = [
            ("plain", "some text", .plain, at(1, 8)),
            ("single", "it's", .singleQuoted, at(2, 9)),
            ("double", "a\tb", .doubleQuoted, at(3, 9)),
            ("literal", "two\nlines\n", .literal, at(4, 10)),
            ("folded", "one line", .folded, at(7, 9)),
        ]
        for (key, value, style, place) in expected {
            let node = try #require(mapping[key])
            #expect(node.scalar == MarkedScalar(value, style, .string))
            #expect(node.position == place)
        }
        #expect(mapping.entries.map(\.keyNode.position.line) == [1, 2, 3, 4, 7, 10])
        #expect(mapping["list"]?.sequence?.map(\.position) == [at(11, 5), at(12, 7)])
        #expect(mapping["list"]?.position == at(11, 3))
    }

    @Test("columns count characters, not bytes, and a byte order mark is none")
    func columns() throws {
        let node = try root("\u{FEFF}größe: [é, 𝄞, z]")
        let list = try #require(node["größe"]?.sequence)
        #expect(node.position == at(1, 1))
        #expect(list.map(\.position) == [at(1, 9), at(1, 12), at(1, 15)])
    }

    @Test("Windows line ends leave lines and columns as they are")
    func windows() throws {
        let node = try root("a: 1\r\nb:\r\n  - x\r\n  - y\r\n")
        #expect(node["b"]?.sequence?.map(\.position) == [at(3, 5), at(4, 5)])
        #expect(node["b"]?.sequence?.map(\.string) == ["x", "y"])
    }

    @Test("a scalar's place is behind its anchor and tag")
    func properties() throws {
        let node = try root("a: &x !!str 12\nb: !!str # why\n  text\n")
        #expect(node["a"]?.position == at(1, 13))
        #expect(node["a"]?.string == "12")
        #expect(node["b"]?.position == at(3, 3))
    }

    @Test("a collection's place is behind its anchor and tag")
    func collectionProperties() throws {
        let node = try root("a: &x !!map {k: v}\nb: &y\n  k: v\nc: !!seq # why\n- 1\nd:\n- &z\n  e: f\n- &w [1]\n")
        #expect(node["a"]?.position == at(1, 13))
        #expect(node["b"]?.position == at(3, 3))
        #expect(node["c"]?.position == at(5, 1))
        #expect(node["d"]?.sequence?.map(\.position) == [at(8, 3), at(9, 6)])
    }

    @Test("what an alias stands for has the place of its anchor")
    func alias() throws {
        let node = try root("a: &x {k: v}\nb: *x\n")
        #expect(node["b"]?["k"]?.position == at(1, 11))
    }

    @Test("places far inside of a long text of wide characters are exact")
    func longText() throws {
        let line = "- ä€𝄞 x\n"
        let node = try root(String(repeating: line, count: 3000))
        let list = try #require(node.sequence)
        #expect(list.count == 3000)
        for (index, element) in list.enumerated() where element.position != at(index + 1, 3) {
            Issue.record("element \(index) is said to be at \(element.position)")
        }
    }

    @Test("a block ends with its last value, a flow collection with its bracket")
    func ranges() throws {
        let text = "a:\n  b: c\n\n# end\nd: [1, 2]  # x\n"
        let node = try root(text)
        #expect(try slice(text, #require(node["a"])) == "b: c")
        #expect(try slice(text, #require(node["d"])) == "[1, 2]")
    }

    private func slice(_ text: String, _ node: MarkedNode) -> String {
        String(decoding: Array(text.utf8)[node.bytes], as: UTF8.self)
    }
}
