import Findings
import TestKit
import Testing

@Suite("Places inside of configurations, for random documents")
struct ConfigurationPlaceTests {
    /// What is wrong, and what of it is marked.
    enum Mistake: CaseIterable, Sendable {
        case key, value, version, repeatedKey, comma, singleQuotes, typographicQuotes, invisible, unquoted, tab

        var kind: FindingKind {
            switch self {
            case .key: .unknownKey
            case .value: .wrongType
            case .version: .malformedVersions
            case .repeatedKey: .repeatedKey
            case .comma: .trailingComma
            case .singleQuotes: .singleQuotes
            case .typographicQuotes: .typographicQuotes
            case .invisible: .invisibleCharacter
            case .unquoted: .unquotedText
            case .tab: .rawControlCharacter
            }
        }

        /// Members of an object, and which of the tokens is marked.
        var tokens: (tokens: [StyledText.Token], mark: Int) {
            switch self {
            case .key: (["\"mastr\"", ":", "\"eth2\""].map { .init($0) }, 0)
            case .value: (["\"linkInContainer\"", ":", "\"ja, 漢 e\u{301}😀 /\\\\\\\"'\""].map { .init($0) }, 2)
            case .version: (["\"cniVersions\"", ":", "[", "\"1.0.0\"", ",", "\"7/x\"", "]"].map { .init($0) }, 5)
            case .repeatedKey: (["\"mtu\"", ":", "1300", ",", "\"mtu\"", ":", "1400"].map { .init($0) }, 0)
            case .comma: (["\"args\"", ":", "{", "\"cni\"", ":", "{", "}", ",", "}"].map { .init($0) }, 7)
            case .singleQuotes: (["\"linkInContainer\"", ":", "'é'"].map { .init($0) }, 2)
            case .typographicQuotes: (["\"linkInContainer\"", ":", "“é”"].map { .init($0) }, 2)
            case .invisible: (["\"linkInContainer\"", ":", "\u{A0}", "true"].map { .init($0) }, 2)
            case .unquoted: (["\"mtu\"", ":", "14x"].map { .init($0) }, 2)
            case .tab:
                (
                    ["\"master\"", ":", "\"漢"].map { .init($0) }
                        + [.init("\t", isGlued: true), .init("x\"", isGlued: true)], 3
                )
            }
        }
    }

    @Test(
        "a configuration's mistake is told where it is written, in every style and surroundings",
        arguments: [StyledText.Style.singleQuoted, .doubleQuoted, .literal, .folded, .json], Mistake.allCases)
    func places(_ style: StyledText.Style, _ mistake: Mistake) {
        for seed in UInt64(1)...60 {
            var random = SeededGenerator(seed: seed)
            let around = DefinitionText.Surroundings.allCases.filter { $0.allows(style) }
                .randomElement(using: &random)
            let (tokens, mark) = Self.configuration(mistake, &random)
            DefinitionText(tokens, mark, style, around ?? .json, &random).text.expectOne(mistake.kind, seed)
        }
    }

    private static func configuration(
        _ mistake: Mistake, _ random: inout SeededGenerator
    ) -> (tokens: [StyledText.Token], mark: Int) {
        let members: [[String]] = [
            ["\"cniVersion\"", ":", "\"1.0.0\""], ["\"type\"", ":", "\"m\\u0061cvlan\""],
            ["\"mode\"", ":", "\"bridge\""],
            [
                "\"args\"", ":", "{", "\"cni\"", ":", "{", "\"labels\"", ":", "[", "{", "\"key\"", ":",
                "\"é 😀 e\u{301}\"",
                ",", "\"value\"", ":", "\"it's \\/ \\\\ \\ud83d\\ude00 \\\" [ a\u{A0}b\"", "}", "]", "}", "}",
            ],
            [
                "\"ipam\"", ":", "{", "\"type\"", ":", "\"host-local\"", ",", "\"subnet\"", ":", "\"10.1.0.0\\/24\"",
                "}",
            ],
        ]
        var parts = members.filter { mistake != .comma || $0[0] != "\"args\"" }.map {
            ($0.map { StyledText.Token($0) }, -1)
        }
        let (marked, mark) = mistake.tokens
        parts.append((marked, mark))
        parts.shuffle(using: &random)
        var tokens = [StyledText.Token("{")]
        var place = 0
        for (index, part) in parts.enumerated() {
            if index > 0 { tokens.append(.init(",")) }
            if part.1 >= 0 { place = tokens.count + part.1 }
            tokens += part.0
        }
        return (tokens + [.init("}")], place)
    }
}
