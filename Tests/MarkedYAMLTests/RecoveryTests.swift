import ExactJSON
import Testing

@testable import MarkedYAML

@Suite("Documents beside bad ones")
struct RecoveryTests {
    private static func read(_ text: String, limits: MarkedLimits = .standard) throws -> ([MarkedNode], [YAMLError]) {
        let (documents, errors) = MarkedDocument.readAll(try SourceText(Array(text.utf8)), limits: limits)
        return (documents.map(\.root), errors)
    }

    @Test("a bad document hides neither those before nor those after it, and places stay those of the text")
    func around() throws {
        let (roots, errors) = try Self.read("# é\na: 1\n---\nb: [\n---\n{c: *x}\n--- # d\n  d: é\n  e: 2\n")
        #expect(roots.compactMap { $0.mapping?.entries.first?.key } == ["a", "d"])
        #expect(roots.last?["e"]?.position == at(9, 6))
        #expect(errors.map(\.position) == [at(5, 1), at(6, 5)])
    }

    @Test("directives, comments and ends of documents belong to the right one")
    func preambles() throws {
        let (roots, errors) = try Self.read(
            "%YAML 1.2\n# x\n---\na: 1\n...\n%TAG !y! tag:y,1:\n---\n!y!z b: 1\n---\n@\n---\nc: 1\n")
        #expect(roots.compactMap { $0.mapping?.entries.first?.key } == ["a", "b", "c"])
        #expect(errors.map(\.position) == [at(10, 1)])
    }

    @Test("what used up the bound of the text ends it, what came before is kept")
    func exhausted() throws {
        let text = "a: 1\n---\nb: [1, 2, 3, 4, 5, 6, 7, 8, 9]\n---\nc: 1\n"
        let (roots, errors) = try Self.read(text, limits: MarkedLimits(nodes: 10))
        #expect(roots.count == 1)
        #expect(errors.map(\.cause) == [.tooManyNodes(limit: 10)])
    }

    @Test("no more than fifty bad documents are told")
    func many() throws {
        let (_, errors) = try Self.read(String(repeating: "---\n@\n", count: 100_000))
        #expect(errors.count == 50)
    }
}
