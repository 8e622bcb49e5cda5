import ExactJSON
import Findings

/// What doesn't fit together in the configuration of a bridge.
struct BridgeCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins where plugin.type == "bridge" {
            checkNativeVLAN(plugin, &sink)
        }
    }

    /// The trunk's VLANs are set after the native one, and take its mark away.
    private func checkNativeVLAN(_ plugin: PluginUse, _ sink: inout FindingSink) {
        guard let elements = plugin.cursor["vlanTrunk"]?.elements, !elements.isEmpty else { return }
        guard let native = plugin.cursor["vlan"]?.value.integer, native > 0 else { return }
        guard let place = elements.lazy.compactMap({ Self.key(of: $0, holding: native) }).first else { return }
        sink.report(
            .nativeVLANTagged, at: place, "VLAN \(native) is the port's own and one of its trunk, too",
            label: "the trunk takes it over",
            notes: [
                "The port gets it a second time, with its tag: what the pod sends without a tag is then dropped."
            ], related: plugin.cursor["vlan"].map { [($0.spot, "the port's own")] } ?? [])
    }

    private static func key(of element: JSONCursor, holding vlan: Int) -> Spot? {
        if let id = element["id"], id.value.integer == vlan { return id.spot }
        guard let low = element["minID"], let first = low.value.integer, let last = element["maxID"]?.value.integer,
            first <= vlan, vlan <= last
        else { return nil }
        return low.spot
    }
}
