import ExactJSON
import Glibc
import TartanCore
import TartanStore

/// Journals as OpenTelemetry spans: a trace for each call, with a span for each attachment, for the undo, and for each binary.
///
/// Ids are made of what tells the call from every other, so who exports a journal twice gets the same spans.
struct TraceSpans {
    /// The newest first.
    let journals: [TracedJournal]
    /// Whether configurations and what plugins printed are attributes too.
    let isFull: Bool

    var document: JSONValue {
        let spans = journals.reversed().flatMap(spans).map(\.value)
        let resource = OTLPSpan.attributes([
            ("service.name", .text("tartan")), ("service.version", .text(TartanVersion.current)),
            ("host.name", .text(Self.hostName)),
        ])
        let scope: JSONValue = ["name": "tartanctl trace", "version": .string(TartanVersion.current)]
        return [
            "resourceSpans": [
                [
                    "resource": ["attributes": resource],
                    "scopeSpans": [["scope": scope, "spans": .array(spans)]],
                ]
            ]
        ]
    }

    private func spans(_ journal: TracedJournal) -> [OTLPSpan] {
        var spans: [OTLPSpan] = []
        var first: OTLPSpan?
        for call in journal.calls {
            let made = CallSpans(journal: journal, call: call, isFull: isFull, after: first).spans
            first = first ?? made.first
            spans += made
        }
        return spans
    }

    private static var hostName: String {
        var name = utsname()
        guard unsafe uname(&name) == 0 else { return "" }
        return unsafe withUnsafeBytes(of: &name.nodename) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
