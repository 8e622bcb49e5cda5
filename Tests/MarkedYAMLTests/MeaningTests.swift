import ExactJSON
import Testing

@testable import MarkedYAML

@Suite struct MeaningTests {
    @Test("several documents, empty ones included, are read in order")
    func documents() throws {
        let documents = try MarkedDocument.parse("# first\n---\na: 1\n---\n---\n[b]\n...\n---\nc\n")
        #expect(try documents.map { try $0.root.json().text } == [#"{"a":1}"#, "null", #"["b"]"#, #""c""#])
        #expect(documents.map(\.root.position.line) == [3, 5, 6, 9])
        #expect(try MarkedDocument.parse("").isEmpty)
        #expect(try MarkedDocument.parse("\n# nothing\n").isEmpty)
    }

    static let merges: [(String, String)] = [
        ("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}", #"{"x":1,"y":3}"#),
        ("a: &a {x: 1, y: 2}\nb: {y: 3, <<: *a}", #"{"y":3,"x":1}"#),
        ("a: [&a {x: 1}, &c {x: 2, z: 4}]\nb: {<<: [*a, *c]}", #"{"x":1,"z":4}"#),
        ("a: &a {x: 1}\nb: {<<: *a, <<: {w: 5}}", #"{"x":1,"w":5}"#),
        ("b: {'<<': 1}", #"{"<<":1}"#),
        ("b: {!!merge <<: {x: 1}}", #"{"x":1}"#),
    ]

    @Test("merge keys give what is missing, the earlier before the later", arguments: merges)
    func merge(_ text: String, _ expected: String) throws {
        #expect(try root(text)["b"]?.json().text == expected)
    }

    @Test("a merged key may be written once, not twice")
    func mergeDuplicate() {
        #expect(
            refusal("a: &a {x: 1}\nb: {<<: *a, x: 2, x: 3}")
                == YAMLError(.duplicateKey("x", first: at(2, 13)), at: at(2, 19)))
    }

    @Test("keys that are numbers and booleans are texts, as in kubectl")
    func keys() throws {
        #expect(
            try root("{80: a, true: b, 0x10: c, 1.5: d}").json().text == #"{"80":"a","true":"b","16":"c","1.5":"d"}"#)
    }

    @Test("keys that only look alike are different keys")
    func lookalikes() throws {
        #expect(try root("{\u{E9}: 1, e\u{301}: 2}").mapping?.entries.count == 2)
    }

    @Test("an anchor can be given anew and the alias is the one before it")
    func anchors() throws {
        #expect(try root("[&a 1, *a, &a 2, *a]").json().text == "[1,1,2,2]")
    }

    @Test("JSON is read as it is written, pairs of surrogates included")
    func json() throws {
        let text = #"{"a": "\ud83d\ude00\/", "b": [1.0, -0, true, null], "c": {}}"#
        let node = try root(text)
        #expect(node["a"]?.string == "😀/")
        #expect(try node.json().text == #"{"a":"😀/","b":[1.0,-0,true,null],"c":{}}"#)
        #expect(node["b"]?.sequence?.map(\.position) == [at(1, 31), at(1, 36), at(1, 40), at(1, 46)])
        #expect(node["b"]?.kindName == "a list")
    }

    @Test("the same JSON gives the same nodes through both readers")
    func bothReaders() throws {
        let text = "{\"a\": [1, \"x\\ny\", {\"b\": null}],\n \"c\": \"é\"}"
        let json = try #require(try MarkedDocument.parse(text, as: .json).first?.root)
        var composer = try Composer(SourceText(Array(text.utf8), limit: 1000), .standard)
        #expect(try composer.documents().first?.root == json)
    }
}
