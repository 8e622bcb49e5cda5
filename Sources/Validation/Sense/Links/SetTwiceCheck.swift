import CNI
import ExactJSON
import Findings
import PluginCatalogue

/// One property of the interface that two plugins of a list set to different values.
struct SetTwiceCheck: ConfigurationCheck {
    private static let properties: [(KeyMeaning, String)] = [(.mtu, "MTU"), (.mac, "MAC address")]

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard configuration.plugins.count > 1 else { return }
        for (meaning, name) in Self.properties {
            var first: (plugin: PluginUse, value: MeantValue)?
            for plugin in configuration.plugins {
                guard
                    let value = plugin.values(meaning, context).first(where: { KeyCondition.isGiven($0.cursor.value) })
                else { continue }
                guard let earlier = first else {
                    first = (plugin, value)
                    continue
                }
                if Self.isSame(earlier.value, value) { continue }
                sink.report(
                    .setTwiceInChain, at: value.cursor.spot,
                    "\(plugin.type) sets another \(name) than \(earlier.plugin.type)", label: "this one counts",
                    notes: [Self.consequence(meaning, earlier.plugin, plugin)],
                    related: [(earlier.value.cursor.spot, "\(earlier.plugin.type)'s")])
            }
        }
    }

    private static func isSame(_ left: MeantValue, _ right: MeantValue) -> Bool {
        if let left = left.text, let right = right.text {
            return HardwareAddress(left, length: 6) == HardwareAddress(right, length: 6)
        }
        return left.cursor.value == right.cursor.value
    }

    private static func consequence(_ meaning: KeyMeaning, _ maker: PluginUse, _ plugin: PluginUse) -> String {
        meaning == .mtu && ["bridge", "ptp"].contains(maker.type)
            ? "\(plugin.type) changes the pod's end alone: larger packets are lost at the node's end without a word."
            : "The later plugin overwrites what the earlier one has set."
    }
}
