package import Findings

/// Where checks put what they find.
package struct FindingSink: Sendable {
    package private(set) var findings: [Finding] = []

    package init() {}

    /// - Parameters:
    ///   - message: one sentence without a full stop, naming what it is about.
    ///   - label: what stands beside the caret: what is allowed, or `did you mean "master"?`.
    ///   - notes: why it matters here and what to do, a sentence each.
    ///   - related: other places that belong to it.
    ///   - replacement: what to write in the place of the marked part, where that is certain.
    package mutating func report(
        _ kind: FindingKind, at spot: Spot, _ message: String, label: String? = nil, notes: [String] = [],
        related: [(Spot, String)] = [], replacement: String? = nil
    ) {
        findings.append(
            Finding(
                kind, at: spot.place, message, label: label, notes: notes,
                related: related.map { Finding.Related($0.0.place, $0.1) }, replacement: replacement))
    }

    /// A finding whose place is no part of a text that was read.
    package mutating func report(_ finding: Finding) { findings.append(finding) }
}

extension FindingSink {
    mutating func append(_ other: FindingSink) {
        for finding in other.findings { report(finding) }
    }
}
