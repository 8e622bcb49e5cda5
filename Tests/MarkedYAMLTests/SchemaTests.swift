import ExactJSON
import Testing

@testable import MarkedYAML

@Suite struct SchemaTests {
    static let meanings: [(String, MarkedScalar.Meaning)] = [
        ("~", .null), ("null", .null), ("NULL", .null), ("nUll", .string),
        ("true", .bool(true)), ("False", .bool(false)), ("tRue", .string),
        ("yes", .string), ("off", .string), ("y", .string),
        ("0", .integer("0")), ("-0", .integer("-0")), ("+12", .integer("12")), ("007", .integer("7")),
        ("123456789012345678901234567890", .integer("123456789012345678901234567890")),
        ("0x1F", .integer("31")), ("0o17", .integer("15")), ("0x", .string), ("0x-1", .string), ("0o8", .string),
        ("0xFFFFFFFFFFFFFFFFF", .string),
        ("1.0", .float("1.0")), ("1.50e+3", .float("1.50e+3")), (".5", .float("0.5")), ("5.", .float("5.0")),
        ("1e5", .float("1e5")), ("-.5E-1", .float("-0.5E-1")), ("00.5", .float("0.5")),
        (".inf", .float(nil)), ("-.INF", .float(nil)), (".nan", .float(nil)), ("+.nan", .string),
        (".", .string), ("-", .string), ("1e", .string), ("1_000", .string), ("1.2.3", .string), ("12:30", .string),
        ("10.0.0.1/24", .string), ("2026-01-01", .string), ("0a:58:0a:1e:00:09", .string), ("e5", .string),
    ]

    @Test("plain scalars mean what the core schema says", arguments: meanings)
    func plain(_ text: String, _ meaning: MarkedScalar.Meaning) {
        #expect(CoreSchema.meaning(of: text) == meaning)
    }

    @Test("what is in quotation marks or a block is a string", arguments: ["'1'", "\"true\"", "|\n  null", ">\n  12"])
    func quoted(_ text: String) throws {
        #expect(try root("a: \(text)\n")["a"]?.scalar?.meaning == .string)
    }

    @Test("tags of YAML are obeyed, those of others passed over")
    func tags() throws {
        let node = try root(
            "[!!str 1, !!int '0x10', !!float 2, !!bool 'true', !!null '', !mine 7, ! 8, !!timestamp 2026-01-01]")
        let meanings = node.sequence?.map { $0.scalar?.meaning }
        #expect(
            meanings == [
                .string, .integer("16"), .float("2"), .bool(true), .null, .string, .string, .string,
            ])
        #expect(refusal("a: !!int x") == YAMLError(.tagDoesNotFit(tag: "!!int", found: "\"x\""), at: at(1, 4)))
        #expect(refusal("a: !!seq {}") == YAMLError(.tagDoesNotFit(tag: "!!seq", found: "a mapping"), at: at(1, 4)))
        #expect(refusal("!!binary aGk=") == YAMLError(.tagDoesNotFit(tag: "!!binary", found: "\"aGk=\""), at: at(1, 1)))
    }

    @Test("JSON keeps the spelling of numbers, and normalises what isn't JSON's")
    func json() throws {
        let value = try root("{a: 1.0, b: 0x10, c: +7, d: .5, e: [1e400, ~], f: yes}").json()
        #expect(value.text == #"{"a":1.0,"b":16,"c":7,"d":0.5,"e":[1e400,null],"f":"yes"}"#)
        #expect(value["e"]?.offset == 35)
    }

    @Test("infinity is no JSON")
    func infinity() throws {
        let node = try root("a:\n - -.inf\n")
        #expect(throws: YAMLError(.numberNotInJSON("-.inf"), at: at(2, 4))) { try node.json() }
    }
}
