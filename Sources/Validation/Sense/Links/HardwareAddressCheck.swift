import CNI
import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// MAC addresses that no interface can have: in configurations, and asked for by pods.
struct HardwareAddressCheck: ConfigurationCheck, PodCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins where !Self.cards.contains(plugin.type) {
            for value in plugin.values(.mac, context) {
                report(value.cursor, "\"\(value.key)\" of \(plugin.type)", &sink)
            }
            guard context.catalogue.entry(plugin.type)?.arguments["mac"] != nil,
                let argument = plugin.cursor["args"]?["cni"]?["mac"]
            else { continue }
            report(argument, "\"mac\" in args.cni of \(plugin.type)", &sink)
        }
    }

    func check(_ pod: PodFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for use in pod.selections {
            guard use.selection.mac != nil, let cursor = use.element?["mac"] else { continue }
            report(cursor, "the MAC address that \(pod.title) asks for on \(use.selection.text)", &sink)
        }
    }

    /// Where zeroes ask the card for an address of its own.
    private static let cards: Set<String> = ["sriov", "ib-sriov"]

    private func report(_ cursor: JSONCursor, _ subject: String, _ sink: inout FindingSink) {
        guard let text = cursor.value.string, let address = HardwareAddress(text, length: 6) else { return }
        let (what, label): (String, String)
        if address.bytes.allSatisfy({ $0 == 0 }) {
            (what, label) = ("is all zeroes", "such as 02:00:00:00:00:01")
        } else if address.bytes.allSatisfy({ $0 == 0xFF }) {
            (what, label) = ("is the address of everybody", "such as 02:00:00:00:00:01")
        } else if address.bytes[0] & 1 == 1 {
            let own = HardwareAddress(bytes: [address.bytes[0] & 0xFE | 2] + address.bytes.dropFirst())
            (what, label) = ("is one of a group (multicast)", "the second digit must be even: \(own)")
        } else {
            return
        }
        sink.report(
            .unusableHardwareAddress, at: cursor.spot, "\(subject), \(text), \(what)", label: label,
            notes: ["The kernel refuses it: \"cannot assign requested address\"."])
    }
}
