import ExactJSON
import Testing

@Suite("Documents are written as they were read") struct RoundTripTests {
    @Test(
        "a compact text comes back byte for byte",
        arguments: [
            "null", "true", "false", "{}", "[]", "\"\"", "0", "-0", "1.0", "1500.00", "1E+2", "1e-7",
            "123456789012345678901234567890", "0.1000000000000000055511151231257827",
            #"{"b":1,"a":2,"B":3}"#, #"{"a":1,"a":2,"a":{"a":3}}"#,
            #"["\u0041","\/","/","\u00e9","é","\ud83d\ude00","😀"]"#,
            #""\b\f\n\r\t\"\\""#, #""\ud800""#, #""\udc00\ud800x""#, #""\u0000""#, "\"\u{7F}\u{2028}\u{FEFF}\"",
            #"{"":{"\u006eame":[[[]]]}}"#, "[\"e\u{301}\",\"\u{e9}\"]",
        ])
    func compact(text: String) throws {
        #expect(try JSONParser.parse(text, limit: 1000).bytes == Array(text.utf8))
    }

    @Test("white space between values is the one thing that is lost")
    func whiteSpace() throws {
        let value = try JSONParser.parse("\u{FEFF} {\r\n\t\"a\" : [ 1 , 2.0 ] ,\"b\":{ } }\n", limit: 1000)
        #expect(value.text == #"{"a":[1,2.0],"b":{}}"#)
    }

    @Test("the text for people has one member a line")
    func indented() throws {
        let value = try JSONParser.parse(#"{"a":[1,{"b":[]}],"c":{}}"#, limit: 1000)
        let expected = """
            {
                "a": [
                    1,
                    {
                        "b": []
                    }
                ],
                "c": {}
            }
            """
        #expect(value.indentedText == expected)
        #expect(try JSONParser.parse(value.indentedText, limit: 1000) == value)
    }

    @Test("escapes mean what RFC 8259 says; a lone surrogate is U+FFFD, as in Go")
    func meaning() throws {
        let value = try JSONParser.parse(
            #"["\u0041\/\u00E9","\b\f\n\r\t","\ud83d\ude00","\ud800","\udc00","\ud800\u0041","\ud800\ud83d\ude00"]"#,
            limit: 1000)
        #expect(
            value.array?.compactMap { $0.string } == [
                "A/é", "\u{8}\u{C}\n\r\t", "😀", "\u{FFFD}", "\u{FFFD}", "\u{FFFD}A", "\u{FFFD}😀",
            ])
    }

    @Test("a value made by a program is escaped as needed, and no more")
    func made() {
        let value: JSONValue = ["k\"": "a\\b\n\r\t\u{1}\u{1f}é😀/", "n": [1, true, .null, -5]]
        #expect(value.text == #"{"k\"":"a\\b\n\r\t\u0001\u001fé😀/","n":[1,true,null,-5]}"#)
    }

    @Test("generated documents survive any number of readings", arguments: 0..<10)
    func generated(seed: UInt64) throws {
        var texts = GeneratedText(seed: seed)
        for _ in 0..<300 {
            let value = try JSONParser.parse(texts.document(), limit: 1 << 20)
            let again = try JSONParser.parse(value.bytes, limit: 1 << 20)
            #expect(again == value)
            #expect(again.bytes == value.bytes)
            #expect(try JSONParser.parse(value.indentedText, limit: 1 << 20).bytes == value.bytes)
        }
    }
}
