/// A kind of mistake with its code, and all that there is to say about it: the page that `tartanctl explain TN1012` prints.
///
/// Codes are never given to another kind, also when a kind is dropped.
package struct FindingKind: Sendable, Equatable {
    /// `TN` and four digits; the first is the category's.
    package let code: String
    package let severity: Severity
    /// The page's heading, without a full stop: `unknown key of a plugin`.
    package let title: String
    /// What happens if it stays as it is, and why: one paragraph or two.
    package let explanation: String
    /// What to do about it.
    package let remedy: String
    /// An example in which exactly the marked places have this finding.
    package let bad: Sample
    /// The same without the mistake: no finding at all.
    package let good: Sample

    package init(
        _ code: String, _ severity: Severity, _ title: String, explanation: String, remedy: String, bad: Sample,
        good: Sample
    ) {
        self.code = code
        self.severity = severity
        self.title = title
        self.explanation = explanation
        self.remedy = remedy
        self.bad = bad
        self.good = good
    }

    /// Two kinds with the same code are the same.
    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    /// Told by the code's first digit.
    package var category: FindingCategory? {
        code.utf8.dropFirst(2).first.flatMap { FindingCategory(rawValue: Int($0) - 0x30) }
    }
}
