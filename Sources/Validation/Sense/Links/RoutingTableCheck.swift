import ExactJSON
import Findings

/// A routing table of its own that is one of the kernel's.
struct RoutingTableCheck: ConfigurationCheck {
    private static let tables = [253: "default", 254: "main", 255: "local"]

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins where ["vrf", "sbr"].contains(plugin.type) {
            guard let table = plugin.cursor["table"], let number = table.value.integer, let name = Self.tables[number]
            else { continue }
            sink.report(
                .reservedRoutingTable, at: table.spot,
                "\"table\" of \(plugin.type) is \(number), the kernel's own table \"\(name)\"",
                label: "1 to 252, or 256 and above",
                notes: [
                    plugin.type == "vrf"
                        ? "The routes of the VRF get among those of the whole pod."
                        : "The interface's routes get among those of the whole pod, instead of being kept apart."
                ])
        }
    }
}
