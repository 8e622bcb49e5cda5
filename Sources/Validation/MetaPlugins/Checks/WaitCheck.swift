import CNI
import ExactJSON
import Findings
import TartanCore

/// Times that are longer than the call in which they would pass.
struct WaitCheck: MetaPluginCheck {
    private static let most = Limits.addDeadline - Limits.undoReserve

    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.program == .tartan else { return }
        for (key, time) in [
            ("delegateTimeout", \Settings.delegateTimeout), ("readinessTimeout", \Settings.readinessTimeout),
            ("statusWait", \Settings.statusWait),
        ] {
            guard let member = settings.member(key),
                let read = try? Settings(
                    JSONObject([.init(key: "name", value: "tartan"), .init(key: key, value: member.value.value)]),
                    ownName: "tartan"),
                read[keyPath: time] > Self.most
            else { continue }
            sink.report(
                .waitBeyondCall, at: member.value.spot,
                "\"\(member.key.cutForMessage)\" of \(settings.title) is \(member.value.value.text.cutForMessage), longer than an ADD may take",
                label: "at most \(Self.most / 1000)s matter",
                notes: [
                    "An ADD ends after \(Limits.addDeadline / 1000) s, and the last \(Limits.undoReserve / 1000) s of them are kept for the undo."
                ])
        }
    }
}
