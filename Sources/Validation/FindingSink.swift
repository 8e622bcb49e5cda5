package import Findings

/// Where checks put what they find.
package struct FindingSink: Sendable {
    package private(set) var findings: [Finding] = []
    /// How many there are of a kind in a file.
    private var told: [Group: Int] = [:]

    private var shared: SharedValues?

    private struct Group: Hashable {
        let file: String
        let code: String
    }

    /// A file can have a hundred thousand times the same mistake, and nobody reads more than this.
    package static let mostOfAKind = 1000
    private static let more = "More of this kind in this file aren't told."

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
        // Before any place is worked out.
        guard told[Group(file: spot.file.name, code: kind.code), default: 0] < Self.mostOfAKind else { return }
        report(
            Finding(
                kind, at: spot.place, message, label: label, notes: notes,
                related: related.map { Finding.Related($0.0.place, $0.1) }, replacement: replacement))
    }

    /// A finding whose place is no part of a text that was read.
    package mutating func report(_ finding: Finding) {
        guard shared?.admits(finding) ?? true else { return }
        let group = Group(file: finding.place.file, code: finding.code)
        let count = told[group, default: 0] + 1
        guard count <= Self.mostOfAKind else { return }
        told[group] = count
        findings.append(finding)
        if count == Self.mostOfAKind, finding.notes.last != Self.more {
            findings[findings.count - 1].notes.append(Self.more)
        }
    }
}

extension FindingSink {
    /// What is told until the next call is of another object of the file, in which objects share values by aliases: what an
    /// anchor has wrong is told once.
    mutating func beginObjectWithAliases() {
        if shared == nil { shared = SharedValues() }
        shared?.object += 1
    }

    mutating func endObjects() { shared = nil }

    mutating func append(_ other: FindingSink) {
        if findings.isEmpty { return self = other }
        for finding in other.findings { report(finding) }
    }
}
