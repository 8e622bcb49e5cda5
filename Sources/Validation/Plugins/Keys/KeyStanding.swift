import Findings
import PluginCatalogue

/// Whether a key still has an effect: deprecated ones, and those that a plugin takes and passes over.
struct KeyStanding {
    let visit: KeyWalk.Visit
    let spec: KeySpec

    func check(_ sink: inout FindingSink) {
        guard KeyCondition.isGiven(visit.member.value.value) else { return }
        let key = visit.member.key
        if let deprecated = spec.deprecated {
            let since = deprecated.since.map { " since \($0)" } ?? ""
            sink.report(
                .deprecatedKey, at: visit.member.spot, "\"\(key)\" of \(visit.type) is deprecated\(since)",
                label: "write \(deprecated.instead)", replacement: deprecated.key.map { "\"\($0)\"" })
        } else if let ignored = spec.ignored {
            sink.report(
                .ineffectiveKey, at: visit.member.spot, "\"\(key)\" of \(visit.type) has no effect", notes: [ignored])
        }
    }
}
