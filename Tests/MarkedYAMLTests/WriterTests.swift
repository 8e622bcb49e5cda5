import ExactJSON
import TestKit
import Testing

@testable import MarkedYAML

@Suite struct WriterTests {
    @Test("objects are written as kubectl writes them")
    func layout() throws {
        let value = try JSONParser.parse(
            #"{"kind":"List","items":[{"metadata":{"name":"a","labels":{}},"ips":["10.0.0.1/24","fd00::1"],"number":1.0},[[1],[]]],"#
                + #""config":"{\n  \"type\": \"x\"\n}\n","empty":"","no":"no"}"#, limit: 10_000)
        #expect(
            YAMLWriter.text(of: value) == """
                kind: List
                items:
                - metadata:
                    name: a
                    labels: {}
                  ips:
                  - 10.0.0.1/24
                  - fd00::1
                  number: 1.0
                - - - 1
                  - []
                config: |
                  {
                    "type": "x"
                  }
                empty: ""
                "no": "no"

                """)
    }

    static let texts = [
        "", " ", "a", "a ", " a", "a: b", "a:", "a #b", "#a", "- a", "-", "?", "---", "...", "<<", "=", "~", "null",
        "true",
        "yes", "Off", "1", "1.5", "0x1", "0b1", "1_000", "12:30:00", "2026-01-01", "2026-01-01T00:00:00Z", ".inf",
        "1e5",
        "a\nb", "a\nb\n", "a\nb\n\n", "\na", " a\nb", "a\n b\n", "a\n  \nb", "a\n\n\nb", "a\r\nb", "a\tb\nc", "\t\n",
        "\n", "\n\n",
        "é", "\u{85}", "a\u{2028}b", "\u{FEFF}a", "\u{7F}", "\u{0}", "𝄞\nx", "\"", "'", "\\", "a\\nb", "*a", "&a", "!a",
        "%a", "@a",
        "`a", "{a}", "[a]", "a, b", "|", ">", "--- a", "a\n---\nb", "a\n...\n", "0a:58:0a:1e:00:09", "1:2", "::1", "/x",
        "a\n#b\n",
        "\u{FFFE}", "\u{10FFFF}", String(repeating: "k", count: 1500), "1.1.1.1\n",
    ]

    @Test("every string reads back as itself, as value, element and key", arguments: texts)
    func strings(_ string: String) throws {
        let inner = JSONValue.object(JSONObject([.init(key: string, value: .string(string))]))
        let value: JSONValue = ["v": .string(string), "l": [.string(string), inner, [.string(string)]], "o": inner]
        for value in [value, .string(string), .array([.string(string)])] {
            let text = YAMLWriter.text(of: value)
            let back = try MarkedDocument.parse(text)
            #expect(back.count == 1)
            #expect(try back.first?.root.json() == value, "\(text)")
        }
    }

    @Test("generated documents read back as themselves", arguments: UInt64(1)...200)
    func generated(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let value = Self.value(&random, depth: 0)
        let text = YAMLWriter.text(of: value)
        #expect(try root(text).json() == value, "seed \(seed):\n\(text)")
    }

    private static func value(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch random.next() % (depth > 4 ? 5 : 8) {
        case 0: return .null
        case 1: return .bool(random.next() % 2 == 0)
        case 2: return .integer(Int64(truncatingIfNeeded: random.next()))
        case 3, 4: return .string(string(&random))
        case 5: return .array((0..<random.next() % 4).map { _ in value(&random, depth: depth + 1) })
        default:
            let keys = Set((0..<random.next() % 4).map { _ in string(&random) })
            return .object(JSONObject(keys.sorted().map { .init(key: $0, value: value(&random, depth: depth + 1)) }))
        }
    }

    private static func string(_ random: inout SeededGenerator) -> String {
        let pieces = [
            "a", "b", " ", "\n", ":", "-", "#", "1", ".", "\"", "'", "{", "\t", "é", "~", "&", "\\", ": ", "\r", "|",
        ]
        return (0..<random.next() % 8).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
    }
}
