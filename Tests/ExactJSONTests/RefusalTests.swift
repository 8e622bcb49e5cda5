import ExactJSON
import Testing

/// Where a text is wrong and why.
struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let cause: JSONError.Cause
    let offset: Int
    let position: TextPosition

    init(_ text: String, _ cause: JSONError.Cause, _ offset: Int, _ line: Int, _ column: Int) {
        self.text = text
        self.cause = cause
        self.offset = offset
        position = TextPosition(line: line, column: column)
    }

    var testDescription: String { text }
}

@Suite("Texts that are no JSON") struct RefusalTests {
    @Test(
        "each is refused with its cause and place",
        arguments: [
            Refusal("", .empty, 0, 1, 1),
            Refusal(" \n ", .empty, 3, 2, 2),
            Refusal("\u{FEFF}", .empty, 3, 1, 2),
            Refusal("}", .unexpected(found: "\"}\"", expected: "a value"), 0, 1, 1),
            Refusal("[1 2]", .unexpected(found: "\"2\"", expected: "\",\" or \"]\""), 3, 1, 4),
            Refusal("{\"a\":1 \"b\":2}", .unexpected(found: "\"\"\"", expected: "\",\" or \"}\""), 7, 1, 8),
            Refusal("{a:1}", .unexpected(found: "\"a\"", expected: "a key in quotation marks"), 1, 1, 2),
            Refusal("{\"a\" 1}", .unexpected(found: "\"1\"", expected: "\":\" after the key \"a\""), 5, 1, 6),
            Refusal("{\"a\":,}", .unexpected(found: "\",\"", expected: "a value"), 5, 1, 6),
            Refusal("[,1]", .unexpected(found: "\",\"", expected: "a value"), 1, 1, 2),
            Refusal("[é]", .unexpected(found: "\"é\"", expected: "a value"), 1, 1, 2),
            Refusal("[\u{1}]", .unexpected(found: "a control character", expected: "a value"), 1, 1, 2),
            Refusal("nul", .unexpected(found: "\"n\"", expected: "a value"), 0, 1, 1),
            Refusal("True", .unexpected(found: "\"T\"", expected: "a value"), 0, 1, 1),
            Refusal("NaN", .unexpected(found: "\"N\"", expected: "a value"), 0, 1, 1),
            Refusal("+1", .unexpected(found: "\"+\"", expected: "a value"), 0, 1, 1),
            Refusal("[", .unexpectedEnd(expected: "a value"), 1, 1, 2),
            Refusal("[1", .unexpectedEnd(expected: "\",\" or \"]\""), 2, 1, 3),
            Refusal("[1,", .unexpectedEnd(expected: "a value"), 3, 1, 4),
            Refusal("{", .unexpectedEnd(expected: "a key in quotation marks"), 1, 1, 2),
            Refusal("{\"a\"", .unexpectedEnd(expected: "\":\" after the key \"a\""), 4, 1, 5),
            Refusal("{\"a\":", .unexpectedEnd(expected: "a value"), 5, 1, 6),
            Refusal("\"abc", .unexpectedEnd(expected: "the closing quotation mark"), 4, 1, 5),
            Refusal("\"abc\\", .unexpectedEnd(expected: "the closing quotation mark"), 5, 1, 6),
            Refusal("[1,\n 2,\n]", .trailingComma, 6, 2, 3),
            Refusal("{\"a\":1,}", .trailingComma, 6, 1, 7),
            Refusal("{'a':1}", .singleQuotes, 1, 1, 2),
            Refusal("['a']", .singleQuotes, 1, 1, 2),
            Refusal("{\n  # why\n}", .comment, 4, 2, 3),
            Refusal("[// why\n]", .comment, 1, 1, 2),
            Refusal("[1 /* why */]", .comment, 3, 1, 4),
            Refusal("\"a\nb\"", .controlCharacter, 2, 1, 3),
            Refusal("\"a\u{1f}\"", .controlCharacter, 2, 1, 3),
            Refusal("\"é\\x\"", .badEscape("\\x"), 3, 1, 3),
            Refusal("\"\\é\"", .badEscape("\\é"), 1, 1, 2),
            Refusal("\"\\u12g4\"", .badEscape("\\u12g4"), 1, 1, 2),
            Refusal("\"\\u12é9\"", .badEscape("\\u12é"), 1, 1, 2),
            Refusal("\"\\u12\"", .badEscape("\\u12"), 1, 1, 2),
            Refusal("\"\\u\"", .badEscape("\\u"), 1, 1, 2),
            Refusal("01", .badNumber("01"), 0, 1, 1),
            Refusal("-", .badNumber("-"), 0, 1, 1),
            Refusal("[-01]", .badNumber("-01"), 1, 1, 2),
            Refusal("1.", .badNumber("1."), 0, 1, 1),
            Refusal("1.e5", .badNumber("1."), 0, 1, 1),
            Refusal("1e", .badNumber("1e"), 0, 1, 1),
            Refusal("1e+", .badNumber("1e+"), 0, 1, 1),
            Refusal("{} {}", .textAfterEnd("\"{\""), 3, 1, 4),
            Refusal("[]\n\u{FEFF}", .textAfterEnd("\"\u{FEFF}\""), 3, 2, 1),
            Refusal("1x", .textAfterEnd("\"x\""), 1, 1, 2),
        ])
    func refused(refusal: Refusal) {
        #expect {
            try JSONParser.parse(refusal.text, limit: 1000)
        } throws: { error in
            let error = error as? JSONError
            return error?.cause == refusal.cause && error?.offset == refusal.offset
                && error?.position == refusal.position
        }
    }

    @Test("a string that isn't UTF-8 is refused at its place")
    func invalidUTF8() {
        for bytes: [UInt8] in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
            let text = Array("[\n\"".utf8) + bytes + Array("\"]".utf8)
            #expect {
                try JSONParser.parse(text, limit: 1000)
            } throws: { error in
                let error = error as? JSONError
                return error?.cause == .invalidUTF8 && error?.position == TextPosition(line: 2, column: 2)
            }
        }
    }

    @Test("the depth is bounded")
    func depth() throws {
        let nested = { (depth: Int) in
            String(repeating: "[{\"a\":", count: depth / 2) + "1" + String(repeating: "}]", count: depth / 2)
        }
        #expect(try JSONParser.parse(nested(JSONParser.deepest), limit: 10_000).text == nested(JSONParser.deepest))
        let tooDeep = #expect(throws: JSONError.self) {
            try JSONParser.parse(nested(JSONParser.deepest + 2), limit: 10_000)
        }
        #expect(tooDeep?.cause == .tooDeep(limit: 128))
        let hostile = #expect(throws: JSONError.self) {
            try JSONParser.parse(String(repeating: "[", count: 1_000_000), limit: 1_000_000)
        }
        #expect(hostile?.cause == .tooDeep(limit: 128))
        #expect(hostile?.offset == 128)
    }

    @Test("the size is bounded, and a text of just that size is read")
    func size() throws {
        #expect(try JSONParser.parse("[10]", limit: 4).text == "[10]")
        let error = #expect(throws: JSONError.self) { try JSONParser.parse("[100]", limit: 4) }
        #expect(error?.cause == .tooLarge(limit: 4))
        #expect(error?.position == TextPosition(line: 1, column: 1))
    }

    @Test("a message is short and on one line, however long the text")
    func shortMessages() throws {
        let long = String(repeating: "0", count: 100_000)
        for text in [long, "{\"\(long)\"}", "{\"\\n\\u001b\"}"] {
            let error = #expect(throws: JSONError.self) { try JSONParser.parse(text, limit: 1 << 20) }
            let description = try #require(error).description
            #expect(description.utf8.count < 200)
            #expect(description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }

    @Test("a message is one sentence that begins with the place")
    func message() {
        let error = #expect(throws: JSONError.self) { try JSONParser.parse("[\n  }", limit: 100) }
        #expect(error?.description == "line 2, column 3: expected a value, found \"}\"")
    }

    @Test("mutated texts end in a value or in an error whose place is in the text", arguments: 0..<20)
    func mutations(seed: UInt64) {
        var texts = GeneratedText(seed: seed &+ 1_000)
        var (refused, taken) = (0, 0)
        for _ in 0..<500 {
            let bytes = texts.mutated(texts.document())
            do throws(JSONError) {
                _ = try JSONParser.parse(bytes, limit: 1 << 20)
                taken += 1
            } catch {
                refused += 1
                #expect((0...bytes.count).contains(error.offset))
                #expect(!error.reason.isEmpty)
            }
        }
        #expect(refused > 100 && taken > 20, "\(refused) refused, \(taken) taken")
    }
}
