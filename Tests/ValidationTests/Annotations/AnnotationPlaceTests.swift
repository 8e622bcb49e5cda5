import Findings
import TestKit
import Testing

@Suite("Places inside of annotations, for random documents")
struct AnnotationPlaceTests {
    /// What is wrong; the marked part is named in the tokens below.
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

        /// Of one element, and which of them is marked.
        fileprivate func element(_ seed: UInt64) -> (tokens: [StyledText.Token], mark: Int) {
            let marked = "\"Märked_\(seed)\""
            let (texts, mark) =
                switch self {
                case .name: ("{ \"name\" : \"Marked_\(seed)\" }", 3)
                case .interface: ("{ \"name\" : \"up\" , \"interface\" : \"漢/very/long/\(seed)\" }", 7)
                case .key: ("{ \(marked) : 1 , \"name\" : \"up\" }", 1)
                case .address: ("{ \"name\" : \"up\" , \"ips\" : [ \"fd00::1\" , \(marked) ] }", 10)
                case .mac: ("{ \"mac\" : \(marked) , \"name\" : \"up\" }", 3)
                case .number:
                    (
                        "{ \"name\" : \"up\" , \"portMappings\" : [ { \"hostPort\" : 70000\(seed) , \"containerPort\" : 1 } ] }",
                        11
                    )
                }
            return (texts.split(separator: " ").map { StyledText.Token(String($0)) }, mark)
        }
    }

    @Test(
        "the comma form's mistake is told where it is written, in every style and surroundings",
        arguments: StyledText.Style.allCases)
    func comma(_ style: StyledText.Style) {
        for seed in UInt64(1)...150 {
            var random = SeededGenerator(seed: seed)
            let isInterface = Bool.random(using: &random)
            let count = Int.random(in: 1...7, using: &random)
            let marked = Int.random(in: 0..<count, using: &random)
            var tokens: [StyledText.Token] = []
            var mark = 0
            for index in 0..<count {
                let parts: [String]
                if index != marked {
                    parts = ["infra/lan\(index)@a\(index)"]
                } else {
                    parts = isInterface ? ["uplink@", "much-too-long-\(seed)x"] : ["infra/", "Marked_\(seed)", "@up0"]
                    mark = tokens.count + 1
                }
                tokens.append(StyledText.Token(parts[0]))
                tokens += (parts.dropFirst() + (index < count - 1 ? [","] : [])).map { .init($0, isGlued: true) }
            }
            Self.expect(isInterface ? .selectionInterface : .selectionName, tokens, mark, style, seed, &random)
        }
    }

    @Test(
        "the JSON form's mistake is told where it is written, quotation marks included",
        arguments: StyledText.Style.allCases.filter { $0 != .plain }, Mistake.allCases)
    func list(_ style: StyledText.Style, _ mistake: Mistake) {
        for seed in UInt64(1)...60 {
            var random = SeededGenerator(seed: seed)
            let count = Int.random(in: 1...4, using: &random)
            let marked = Int.random(in: 0..<count, using: &random)
            var tokens = [StyledText.Token("[")]
            var mark = 0
            for index in 0..<count {
                if index > 0 { tokens.append(.init(",")) }
                guard index != marked else {
                    let element = mistake.element(seed)
                    mark = tokens.count + element.mark
                    tokens += element.tokens
                    continue
                }
                let texts = [
                    "{", "\"n\\u0061me\"", ":", "\"lan\"", ",", "\"example.com/é😀\"", ":", "[", "\"it's 漢 \\\\\"", ",",
                    "{",
                    "}", "]", ",", "\"interface\"", ":", "\"a\(index)\"", "}",
                ]
                tokens += texts.map { .init($0) }
            }
            Self.expect(mistake.kind, tokens + [.init("]")], mark, style, seed, &random)
        }
    }

    private static func expect(
        _ kind: FindingKind, _ tokens: [StyledText.Token], _ mark: Int, _ style: StyledText.Style, _ seed: UInt64,
        _ random: inout SeededGenerator
    ) {
        let around = AnnotationText.Surroundings.allCases.filter { $0.allows(style) }.randomElement(using: &random)
        AnnotationText(tokens, mark, style, around ?? .json, &random).text.expectOne(kind, seed)
    }
}
