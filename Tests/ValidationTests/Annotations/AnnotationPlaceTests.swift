import Findings
import TestKit
import Testing
import Validation

/// Where the marked part is in the file is looked up by the part's own text, which is there once and has nothing to escape.
@Suite("Places inside of annotations, for random texts")
struct AnnotationPlaceTests {
    enum Style: CaseIterable, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded, flow, json
    }

    /// What is wrong, with the marked part and what of it is between quotation marks.
    enum Mistake: CaseIterable, Sendable {
        case name, interface, key, address, mac, number

        var kind: FindingKind {
            switch self {
            case .name: .selectionName
            case .interface: .selectionInterface
            case .key: .unknownSelectionKey
            case .address: .selectionAddress
            case .mac: .selectionHardwareAddress
            case .number: .selectionPort
            }
        }
    }

    @Test("the comma form's mistake is told where it is written", arguments: Style.allCases)
    func comma(_ style: Style) throws {
        for seed in UInt64(1)...80 {
            var random = SeededGenerator(seed: seed)
            let isInterface = Bool.random(using: &random)
            let mark = isInterface ? "much-too-long-\(seed)x" : "Marked_\(seed)"
            var items = (0..<Int.random(in: 0...6, using: &random)).map { "infra/lan\($0)@a\($0)" }
            let item = isInterface ? "uplink@\(mark)" : "infra/\(mark)@up0"
            items.insert(item, at: Int.random(in: 0...items.count, using: &random))
            let tokens = items.enumerated().map { $1 + ($0 < items.count - 1 ? "," : "") }
            let file = Written(tokens, style, &random)
            try Self.check(file, mark, isQuoted: false, isInterface ? .interface : .name, "seed \(seed)")
        }
    }

    @Test(
        "the JSON form's mistake is told where it is written, quotation marks included",
        arguments: Style.allCases.filter { $0 != .plain }, Mistake.allCases)
    func list(_ style: Style, _ mistake: Mistake) throws {
        for seed in UInt64(1)...40 {
            var random = SeededGenerator(seed: seed)
            let mark = mistake == .number ? "70000\(seed)" : "Marked_\(seed)"
            var elements = (0..<Int.random(in: 0...3, using: &random)).map { number in
                [
                    "{", "\"name\":", "\"lan\",", "\"example.com/é😀\":", "[", "\"漢\",", "{}", "],", "\"interface\":",
                    "\"a\(number)\"", "}",
                ]
            }
            elements.insert(
                Self.element(mistake, mark), at: Int.random(in: 0...elements.count, using: &random))
            let tokens = ["["] + Array(elements.joined(separator: [","])) + ["]"]
            let file = Written(tokens, style, &random)
            try Self.check(file, mark, isQuoted: mistake != .number, mistake, "seed \(seed)")
        }
    }

    private static func element(_ mistake: Mistake, _ mark: String) -> [String] {
        let marked = "\"\(mark)\""
        switch mistake {
        case .name: return ["{", "\"name\":", marked, "}"]
        case .interface: return ["{", "\"name\":", "\"up\",", "\"interface\":", "\"\(mark)/very/long\"", "}"]
        case .key: return ["{", marked + ":", "1,", "\"name\":", "\"up\"", "}"]
        case .address: return ["{", "\"name\":", "\"up\",", "\"ips\":", "[", "\"fd00::1\",", marked, "]", "}"]
        case .mac: return ["{", "\"mac\":", marked + ",", "\"name\":", "\"up\"", "}"]
        case .number:
            return [
                "{\"name\":", "\"up\",", "\"portMappings\":", "[{\"hostPort\":", mark + ",", "\"containerPort\":",
                "1}]}",
            ]
        }
    }

    private static func check(
        _ file: Written, _ mark: String, isQuoted: Bool, _ mistake: Mistake, _ seed: String
    ) throws {
        var validator = Validator()
        validator.add(InputText(file.name, Array(file.text.utf8)))
        let findings = validator.report().findings
        let comment = Comment(rawValue: "\(seed): \(file.text)\n\(findings.map(\.message))")
        try #require(findings.count == 1, comment)
        #expect(findings[0].kind == mistake.kind, comment)
        let scalars = Array(file.text.unicodeScalars)
        let letters = Array(mark.unicodeScalars)
        let start = try #require(
            scalars.indices.first { scalars[$0...].starts(with: letters) }, comment)
        let quote = isQuoted ? file.quoteWidth : 0
        let lineStart = scalars[..<start].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let line = scalars[..<start].count { $0 == "\n" } + 1
        let place = findings[0].place
        #expect(place.line == line, comment)
        #expect(place.column == start - quote - lineStart + 1, comment)
        let rest = isQuoted && mistake == .interface ? "/very/long".unicodeScalars.count : 0
        #expect(place.endColumn == place.column + letters.count + rest + 2 * quote, comment)
    }

    /// A pod whose annotation has some tokens with blanks or line ends between them.
    struct Written {
        let name: String
        let text: String
        /// What a quotation mark takes in this style.
        let quoteWidth: Int

        init(_ tokens: [String], _ style: Style, _ random: inout SeededGenerator) {
            let key = "k8s.v1.cni.cncf.io/networks"
            let head =
                "# é\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    note: 漢😀\n    \(key): "
            let isEscaped = style == .doubleQuoted || style == .json
            let parts = tokens.map { isEscaped ? Self.escaped($0, isJSON: style == .json, &random) : $0 }
            var inner = ""
            for (index, part) in parts.enumerated() {
                inner += part
                guard index < parts.count - 1 else { break }
                let breaks = style != .json && Int.random(in: 0..<4, using: &random) == 0
                inner += breaks ? "\n      " : " "
            }
            name = style == .json ? "web.json" : "web.yaml"
            quoteWidth = isEscaped ? 2 : 1
            switch style {
            case .plain: text = head + inner + "\n    after: x\n"
            case .singleQuoted: text = head + "'\(inner)'\n    after: x\n"
            case .doubleQuoted: text = head + "\"\(inner)\"\n"
            case .literal: text = head + "|-\n      \(inner)\n    after: x\n"
            case .folded: text = head + ">\n      \(inner)\n"
            case .flow:
                text = "apiVersion: v1\nkind: Pod\nmetadata: {annotations: {note: é, \(key): '\(inner)'}, name: web}\n"
            case .json:
                text =
                    "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"web\", \"annotations\": {\"\(key)\": \"\(inner)\"}}}\n"
            }
        }

        private static func escaped(_ token: String, isJSON: Bool, _ random: inout SeededGenerator) -> String {
            var text = ""
            for scalar in token.unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "é" where Bool.random(using: &random): text += "\\u00e9"
                case "😀" where Bool.random(using: &random): text += isJSON ? "\\uD83D\\uDE00" : "\\U0001F600"
                default: text.unicodeScalars.append(scalar)
                }
            }
            return text
        }
    }
}
