import ExactJSON
import Findings
import PluginCatalogue

/// Whether a key still has an effect: deprecated ones, and those that a plugin takes and passes over.
struct KeyStanding {
    let member: JSONCursor.Member
    let spec: KeySpec
    let type: String

    func check(_ sink: inout FindingSink) {
        guard spec.deprecated != nil || spec.ignored != nil, KeyCondition.isGiven(member.value.value) else { return }
        let key = member.key.cutForMessage
        if let deprecated = spec.deprecated {
            let since = deprecated.since.map { " since \($0)" } ?? ""
            sink.report(
                .deprecatedKey, at: member.spot, "\"\(key)\" of \(type) is deprecated\(since)",
                label: "write \(deprecated.instead)")
        } else if let ignored = spec.ignored {
            sink.report(
                .ineffectiveKey, at: member.spot, "\"\(key)\" of \(type) has no effect", label: ignored)
        }
    }
}
