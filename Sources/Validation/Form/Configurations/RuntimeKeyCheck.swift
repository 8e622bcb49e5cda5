import ExactJSON
import Findings

/// Keys that the runtime writes into a plugin's object when it calls the plugin.
struct RuntimeKeyCheck: ConfigurationCheck {
    private static let keys = ["runtimeConfig", "prevResult", "cni.dev/valid-attachments", "cni.dev/attachments"]

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            for key in Self.keys {
                guard let member = plugin.cursor.member(key), !member.value.value.isNull else { continue }
                sink.report(
                    .runtimeKeyWritten, at: member.spot,
                    "\"\(key)\" of \(plugin.type.cutForMessage) is the runtime's to write",
                    label: "remove it",
                    notes: [
                        key == "runtimeConfig"
                            ? "A pod's own values come by the capabilities that the plugin declares."
                            : "The runtime writes its own over it, or a plugin takes it for true."
                    ])
            }
        }
    }
}
