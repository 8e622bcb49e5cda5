import ExactJSON
import TestKit
import Testing

@testable import MarkedYAML

@Suite("Places inside of scalars, for random documents")
struct PlacePropertyTests {
    /// What is around the scalar.
    enum Surroundings: CaseIterable, Sendable {
        case block, list, flow, secondDocument, root
    }

    @Test(
        "every character of a text is found where it is written, in every style",
        arguments: WrittenScalar.Style.allCases,
        Surroundings.allCases)
    func places(_ style: WrittenScalar.Style, _ around: Surroundings) throws {
        if around == .flow, style == .literal || style == .folded { return }
        for seed in UInt64(1)...120 {
            var random = SeededGenerator(seed: seed)
            let indentation = around == .root ? 2 : Int.random(in: 3...8, using: &random)
            let scalar = WrittenScalar(style, indentation: indentation, &random)
            let hasMark = Bool.random(using: &random)
            let isWindows = Bool.random(using: &random)
            let head = Self.head(around)
            let text = Array(head.unicodeScalars) + scalar.written + Array(Self.tail(around).unicodeScalars)
            let source = Self.file(text, hasMark: hasMark, isWindows: isWindows)
            let comment = Comment(rawValue: "seed \(seed): \(String(String.UnicodeScalarView(text)))")

            let documents = try MarkedDocument.parse(source)
            let node = try #require(Self.node(documents, around), comment)
            let found = try #require(node.string, comment)
            let ends = style == .literal ? found.unicodeScalars.reversed().prefix { $0 == "\n" }.count : 0
            let plain = Array(found.unicodeScalars.dropLast(ends))
            #expect(plain == scalar.value, comment)
            guard plain == scalar.value else { return }

            let places = ScalarPlaces(documents[0].source, node)
            var offset = 0
            for (value, place) in zip(scalar.value, scalar.places) {
                if !WrittenScalar.isSpace(value) {
                    let wanted = Self.position(of: head.unicodeScalars.count + place, in: text)
                    #expect(places.position(at: offset) == wanted, comment)
                    guard places.position(at: offset) == wanted else { return }
                }
                offset += UTF8.width(value)
            }
        }
    }

    @Test("a character ends where the next one begins")
    func ends() throws {
        let document = try #require(try MarkedDocument.parse("c: \"a\\\"\\u00e9😀\\tb\"\n").first)
        let node = try #require(document.root["c"])
        let places = ScalarPlaces(document.source, node)
        #expect((0..<8).map { places.position(at: $0).column } == [5, 6, 8, 8, 14, 14, 14, 14])
        #expect((0..<8).map { places.end(at: $0).column } == [6, 8, 14, 14, 15, 15, 15, 15])
        #expect(places.position(at: 8) == at(1, 15) && places.end(at: 8) == at(1, 17))
        #expect(places.position(at: 9) == at(1, 17) && places.end(at: 9) == at(1, 18))
    }

    private static func head(_ around: Surroundings) -> String {
        switch around {
        case .block: "# 漢😀\na:\n  'é': x\n  c: "
        case .list: "a:\n- x\n- "
        case .flow: "a: {b: [x, "
        case .secondDocument: "a: 😀\n---\n# é\na: "
        case .root: "--- "
        }
    }

    private static func tail(_ around: Surroundings) -> String {
        switch around {
        case .flow: "]}\n"
        case .block: "\n  d: e\n"
        case .list, .secondDocument, .root: "\n"
        }
    }

    private static func node(_ documents: [MarkedDocument], _ around: Surroundings) -> MarkedNode? {
        switch around {
        case .block: documents.first?.root["a"]?["c"]
        case .list: documents.first?.root["a"]?.sequence?.last
        case .flow: documents.first?.root["a"]?["b"]?.sequence?.last
        case .secondDocument: documents.last?.root["a"]
        case .root: documents.first?.root
        }
    }

    private static func file(_ text: [Unicode.Scalar], hasMark: Bool, isWindows: Bool) -> [UInt8] {
        var bytes: [UInt8] = hasMark ? [0xEF, 0xBB, 0xBF] : []
        for scalar in text {
            if scalar == "\n", isWindows { bytes.append(UInt8(ascii: "\r")) }
            bytes += Array(String(scalar).utf8)
        }
        return bytes
    }

    private static func position(of place: Int, in text: [Unicode.Scalar]) -> TextPosition {
        let before = text.prefix(place)
        let start = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return TextPosition(line: before.count { $0 == "\n" } + 1, column: place - start + 1)
    }
}
