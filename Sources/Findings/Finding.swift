/// One mistake at one place. How it is printed is for others to say.
package struct Finding: Sendable, Equatable {
    /// Another place that belongs to it: the first of two that clash.
    package struct Related: Sendable, Equatable {
        package let place: FindingPlace
        package let text: String

        package init(_ place: FindingPlace, _ text: String) {
            self.place = place
            self.text = text
        }
    }

    package let kind: FindingKind
    package let place: FindingPlace
    /// What is wrong, naming key, value, plugin, network, pod: one sentence without a full stop.
    package let message: String
    /// What stands beside the caret: what is allowed, or `did you mean "master"?`.
    package var label: String?
    /// Why it matters here, and what to do, a sentence each.
    package var notes: [String]
    package var related: [Related]
    /// What to write in the place of the marked part, where that is certain.
    package var replacement: String?

    package init(
        _ kind: FindingKind, at place: FindingPlace, _ message: String, label: String? = nil, notes: [String] = [],
        related: [Related] = [], replacement: String? = nil
    ) {
        self.kind = kind
        self.place = place
        self.message = message
        self.label = label
        self.notes = notes
        self.related = related
        self.replacement = replacement
    }

    package var code: String { kind.code }
    package var severity: Severity { kind.severity }
}
