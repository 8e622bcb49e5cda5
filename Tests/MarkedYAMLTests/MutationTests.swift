import ExactJSON
import TestKit
import Testing

@testable import MarkedYAML

@Suite struct MutationTests {
    static let seeds = [
        "a: &x {b: [1, 'two', \"th\\u00e9ree\"], c: |\n  text\n  more\n}\n---\n<<: *x\n? k\n: >-\n  folded\n  text\n",
        "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: a}\nspec:\n  config: '{\"type\": \"x\"}'\n",
        "{\"a\": [1.0, true, null, \"\\ud83d\\ude00\"], \"b\": {\"c\": \"d\"}}",
        "%YAML 1.2\n--- !!map\n- &a !!str x\n- *a\n...\n\u{FEFF}---\n\t# c\r\nx : y\r\n",
    ]
    static let pieces = [
        "\n", " ", "\t", "\r", ":", ": ", "- ", "&a ", "*a", "<<: ", "|", ">", "'", "\"", "\\", "{", "}", "[", "]", "#",
        "---\n", "%", "!!int ",
        "\u{0}", "\u{85}", "\u{2028}", "é", "\\x", "\\ud83d", "? ", ",",
    ]

    @Test("mutated texts are read or refused with a place inside of the text, never more", arguments: 0..<seeds.count)
    func mutated(_ index: Int) throws {
        for seed in UInt64(1)...1500 {
            var random = SeededGenerator(seed: seed &* 31 &+ UInt64(index))
            let bytes = Self.mutate(Array(Self.seeds[index].utf8), &random)
            let lines = bytes.count { $0 == 0x0A } + 1
            do throws(YAMLError) {
                for document in try MarkedDocument.parse(bytes) { Self.visit(document.root, document.source) }
            } catch {
                let inside =
                    (1...lines).contains(error.position.line) && (1...bytes.count + 1).contains(error.position.column)
                #expect(inside && !error.description.isEmpty, "seed \(seed) of text \(index): \(error)")
            }
        }
    }

    private static func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<(1 + random.next() % 5) {
            let place = Int(random.next() % UInt64(bytes.count + 1))
            switch random.next() % 4 {
            case 0 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1 where place < bytes.count:
                bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 6)))
            default: bytes.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))].utf8, at: place)
            }
        }
        return bytes
    }

    /// Asks everything of every node: places inside of scalars, ranges, JSON.
    private static func visit(_ node: MarkedNode, _ source: SourceText) {
        #expect(
            node.bytes.upperBound <= source.bytes.count && node.position == source.position(at: node.bytes.lowerBound))
        switch node.content {
        case .scalar(let scalar):
            for offset in stride(from: 0, through: scalar.text.utf8.count + 1, by: 3) {
                _ = source.position(at: offset, in: node)
            }
        case .sequence(let nodes): nodes.forEach { visit($0, source) }
        case .mapping(let mapping):
            for entry in mapping.entries {
                visit(entry.keyNode, source)
                visit(entry.value, source)
            }
        }
        if let json = try? node.json() { #expect(!YAMLWriter.text(of: json).isEmpty) }
    }
}
