import ExactJSON
import Findings
import TartanCore

/// Whether the runtime is asked to hand over the pods' annotations.
struct AnnotationCapabilityCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.program == .tartan else { return }
        // They come by another way then.
        if settings.text("agentSocket") != nil || settings.member("fetchCommand") != nil { return }
        let capabilities = settings.member("capabilities")
        if let capabilities, capabilities.value.value.object == nil { return }
        if capabilities?.value[Settings.annotationsCapability]?.value.boolean == true { return }
        sink.report(
            .annotationsNotHandedOver, at: capabilities?.spot ?? settings.spot,
            "\(settings.title) doesn't declare the capability \"\(Settings.annotationsCapability)\"",
            label: "\"\(Settings.annotationsCapability)\": true is missing",
            notes: [
                "The runtime keeps the pods' annotations to itself, so pods have to be in the store, or fail with error 11.",
                "tartanctl init --apply writes it, beside what the cluster network declares.",
            ])
    }
}
