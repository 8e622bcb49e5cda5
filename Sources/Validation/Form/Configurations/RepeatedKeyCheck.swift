import ExactJSON
import Findings

/// The same key twice in one object: the last one counts.
struct RepeatedKeyCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        var open = [configuration.root]
        while let cursor = open.popLast() {
            if let elements = cursor.elements { open += elements }
            guard cursor.value.object != nil else { continue }
            var last: [String: JSONCursor.Member] = [:]
            for member in cursor.allMembers {
                if let before = last.updateValue(member, forKey: member.key) {
                    sink.report(
                        .repeatedKey, at: before.spot,
                        "the key \"\(member.key.cutForMessage)\" comes twice in one object",
                        label: "this one doesn't count", notes: ["Programs take the last one."],
                        related: [(member.spot, "the one that counts")])
                }
                open.append(member.value)
            }
        }
    }
}
