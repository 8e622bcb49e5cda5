import ExactJSON
import Findings

/// The interfaces of a bond.
struct BondCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins where plugin.type == "bond" {
            var seen: [String: JSONCursor] = [:]
            for name in plugin.cursor["links"]?.elements?.compactMap({ $0["name"] }) ?? [] {
                guard let text = name.value.string, !text.isEmpty else { continue }
                guard let first = seen[text] else {
                    seen[text] = name
                    continue
                }
                sink.report(
                    .linkTwiceInBond, at: name.spot, "the bond has \"\(text.cutForMessage)\" twice",
                    label: "the second time",
                    notes: ["One interface is no spare for itself: if it fails, the bond is down."],
                    related: [(first.spot, "the first time")])
            }
        }
    }
}
