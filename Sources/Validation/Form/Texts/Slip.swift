import Findings

/// A mistake in the writing of a text, by bytes of that text.
struct Slip {
    var kind: FindingKind
    var range: Range<Int>
    var message: String
    var label: String?
    var notes: [String] = []
    var related: [(range: Range<Int>, text: String)] = []
    var replacement: String?

    init(
        _ kind: FindingKind, _ range: Range<Int>, _ message: String, label: String? = nil, notes: [String] = [],
        related: [(range: Range<Int>, text: String)] = [], replacement: String? = nil
    ) {
        self.kind = kind
        self.range = range
        self.message = message
        self.label = label
        self.notes = notes
        self.related = related
        self.replacement = replacement
    }

    /// - Parameter spot: where in a file some bytes of the text are.
    func report(_ spot: (Range<Int>) -> Spot, _ sink: inout FindingSink) {
        sink.report(
            kind, at: spot(range), message, label: label, notes: notes,
            related: related.map { (spot($0.range), $0.text) },
            replacement: replacement)
    }
}
