import ExactJSON
import Findings

/// `capabilities` is a map of booleans.
struct CapabilityShapeCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            guard let capabilities = plugin.cursor["capabilities"], !capabilities.value.isNull else { continue }
            guard capabilities.value.object != nil else {
                sink.report(
                    .malformedCapabilities, at: capabilities.spot,
                    "\"capabilities\" of \(plugin.type.cutForMessage) is \(capabilities.value.kindName)",
                    label: "an object such as {\"ips\": true} is expected",
                    notes: ["Runtimes refuse the whole configuration."])
                continue
            }
            for member in capabilities.members where member.value.value.boolean == nil && !member.value.value.isNull {
                let word = member.value.value.string?.lowercased()
                sink.report(
                    .malformedCapabilities, at: member.value.spot,
                    "the capability \"\(member.key.cutForMessage)\" of \(plugin.type.cutForMessage) is \(member.value.value.kindName)",
                    label: "true or false, without quotation marks",
                    notes: ["Runtimes refuse the whole configuration."],
                    replacement: word == "true" || word == "false" ? word : nil)
            }
        }
    }
}
