import ExactJSON
import Testing

@testable import MarkedYAML

@Suite struct BoundTests {
    @Test("nine lines that stand for a billion values are refused")
    func billionLaughs() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = repeatElement("*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(refusal(text)?.cause == .tooManyNodes(limit: 1_000_000))
    }

    @Test("aliases of a long text are refused before they fill the memory")
    func longText() {
        let text =
            "a: &a \"\(String(repeating: "x", count: 1000))\"\nb: [\(repeatElement("*a", count: 200).joined(separator: ","))]"
        #expect(refusal(text, limits: MarkedLimits(scalarBytes: 100_000))?.cause == .tooManyBytes(limit: 100_000))
        #expect(refusal(text) == nil)
    }

    @Test("merging the same mapping again and again counts each time")
    func merges() {
        var text = "m0: &m0 {a: 1, b: 2, c: 3}\n"
        for level in 1...40 {
            text +=
                "m\(level): &m\(level) {k\(level): {<<: [*m\(level - 1), *m\(level - 1)]}, l\(level): *m\(level - 1)}\n"
        }
        #expect(refusal(text)?.cause == .tooManyNodes(limit: 1_000_000))
    }

    @Test("depth is bounded, in block and flow style, in JSON and through aliases")
    func depth() {
        let limit = YAMLError.Cause.tooDeep(limit: 128)
        let open = String(repeating: "[", count: 128)
        let close = String(repeating: "]", count: 128)
        #expect(refusal("a" + open) == nil)
        #expect(refusal(open + close) == nil)
        #expect(refusal("[" + open + "x" + close + "]")?.cause == limit)
        #expect(refusal(String(repeating: "- ", count: 129) + "x")?.cause == limit)
        #expect(refusal("&a " + String(repeating: "[", count: 100_000)) != nil)
        let half = String(repeating: "[", count: 64)
        let end = String(repeating: "]", count: 64)
        #expect(refusal("- &a \(half)\(end)\n- \(half)*a\(end)")?.cause == limit)
        #expect(refusal("- &a \(half)\(end)\n- \(half.dropLast())*a\(end.dropLast())") == nil)
        #expect(
            refusal("{\"a\": [[1]]}", limits: MarkedLimits(depth: 2)) == YAMLError(.tooDeep(limit: 2), at: at(1, 8)))
    }

    @Test("a text over the limit is refused unread")
    func size() {
        #expect(refusal("a: b: c", limits: MarkedLimits(size: 6)) == YAMLError(.tooLarge(limit: 6), at: at(1, 1)))
        #expect(refusal("a: bcd", limits: MarkedLimits(size: 6)) == nil)
    }

    @Test("the number of values is bounded without aliases as well, in YAML and JSON")
    func nodes() {
        let limits = MarkedLimits(nodes: 10)
        let ten = (0..<9).map(String.init).joined(separator: ", ")
        #expect(refusal("[\(ten)]", limits: limits) == nil)
        #expect(refusal("[\(ten), 9]", limits: limits) == YAMLError(.tooManyNodes(limit: 10), at: at(1, 29)))
        #expect(refusal("- a\n- [\(ten)]", limits: limits)?.cause == .tooManyNodes(limit: 10))
    }
}
