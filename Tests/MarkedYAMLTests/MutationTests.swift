import ExactJSON
import TestKit
import Testing

@testable import MarkedYAML

@Suite struct MutationTests {
    static let seeds = [
        "a: &x {b: [1, 'two', \"th\\u00e9ree\"]}\nc: |\n  text\n  more\n---\nd: &y {e: 1}\n<<: *y\n? k\n: >-\n  folded\n  text\n",
        "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: a}\nspec:\n  config: '{\"type\": \"x\"}'\n",
        "{\"a\": [1.0, true, null, \"\\ud83d\\ude00\"], \"b\": {\"c\": \"d\"}}",
        "\u{FEFF}%YAML 1.2\n--- !!seq\n- &a !!str x\n- *a\n...\n---\n# c\r\nx : y\t# d\r\n",
    ]
    static let pieces = [
        "\n", " ", "\t", "\r", ":", ": ", "- ", "&a ", "*a", "<<: ", "|", ">", "'", "\"", "\\", "{", "}", "[", "]", "#",
        "---\n", "%", "!!int ",
        "\u{0}", "\u{85}", "\u{2028}", "é", "\\x", "\\ud83d", "? ", ",",
    ]

    @Test("mutated texts are read or refused with a place inside of the text, never more", arguments: 0..<seeds.count)
    func mutated(_ index: Int) throws {
        #expect(refusal(Self.seeds[index]) == nil)
        var (refused, read) = (0, 0)
        for seed in UInt64(1)...1500 {
            var random = SeededGenerator(seed: seed &* 31 &+ UInt64(index))
            let bytes = Self.mutate(Array(Self.seeds[index].utf8), &random)
            let lines = bytes.count { $0 == 0x0A } + 1
            do throws(YAMLError) {
                for document in try MarkedDocument.parse(bytes) { Self.visit(document.root, document.source) }
                read += 1
            } catch {
                refused += 1
                let inside =
                    (1...lines).contains(error.position.line) && (1...bytes.count + 1).contains(error.position.column)
                #expect(inside && !error.description.isEmpty, "seed \(seed) of text \(index): \(error)")
            }
        }
        #expect(refused > 100 && read > 100, "\(refused) refused, \(read) read")
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
                #expect(source.position(at: offset, in: node).line >= node.position.line)
            }
        case .sequence(let nodes): nodes.forEach { visit($0, source) }
        case .mapping(let mapping):
            for entry in mapping.entries {
                visit(entry.keyNode, source)
                visit(entry.value, source)
            }
        }
        do throws(YAMLError) {
            #expect(!YAMLWriter.text(of: try node.json()).isEmpty)
        } catch {
            guard case .numberNotInJSON = error.cause else { Issue.record("\(error)"); return }
        }
    }
}
