import Wording

/// The networks that there are, and which of them somebody may have meant.
struct NetworkNames {
    private let references: [String]
    private let known: Set<String>
    /// By the name without its namespace; the first in the order of the alphabet.
    private let byName: [Substring: String]
    private var advices: [String: String?] = [:]
    private var comparisons = 0

    /// Thousands of wrong names among thousands of networks would take minutes: behind this many comparisons nothing is
    /// proposed any more. Each takes microseconds.
    private static let mostComparisons = 100_000

    /// - Parameter references: `NAMESPACE/NAME`.
    init(_ references: [String]) {
        known = Set(references)
        self.references = known.sorted()
        byName = Dictionary(self.references.map { (Self.name($0), $0) }) { first, _ in first }
    }

    func contains(_ reference: String) -> Bool { known.contains(reference) }

    /// The same name in another namespace, or names that are nearly the same; nil if there are none.
    mutating func advice(_ wanted: String) -> String? {
        if let advice = advices[wanted] { return advice }
        let advice = worked(wanted)
        advices[wanted] = .some(advice)
        return advice
    }

    private mutating func worked(_ wanted: String) -> String? {
        if let elsewhere = byName[Self.name(wanted)] { return "there is \"\(elsewhere)\"" }
        guard comparisons < Self.mostComparisons else { return nil }
        comparisons += references.count
        let near = Spelling.nearest(to: wanted, in: references, count: 2)
        return near.isEmpty ? nil : "did you mean " + near.map { "\"\($0)\"" }.joined(separator: " or ") + "?"
    }

    private static func name(_ reference: String) -> Substring { reference.split(separator: "/").last ?? "" }
}
