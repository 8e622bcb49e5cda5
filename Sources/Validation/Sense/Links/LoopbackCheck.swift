import Findings
import PluginCatalogue

/// The loopback interface where one is needed that leads somewhere.
struct LoopbackCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            // What newer kernels make of an ipvlan on it, and bonds in a pod, isn't certain.
            if plugin.type == "ipvlan" || plugin.cursor.isTrue("linksInContainer") { continue }
            for (meaning, note) in Self.meanings {
                for value in plugin.values(meaning, context) where value.text == "lo" {
                    sink.report(
                        .loopbackAsDevice, at: value.cursor.spot,
                        "\"\(value.key)\" of \(plugin.type) is \"lo\", the loopback interface",
                        label: meaning == .vrf ? "taken in every pod" : "it leads nowhere", notes: [note])
                }
            }
        }
    }

    private static let meanings: [(KeyMeaning, String)] = [
        (.master, "The kernel makes no interface on it: \"invalid argument\" or \"operation not supported\"."),
        (.device, "The kernel lets nobody move it into another namespace: \"invalid argument\"."),
        (.bridge, "There is an interface of that name everywhere, and it is no bridge."),
        (.vrf, "There is an interface of that name in every pod, and it is no VRF."),
    ]
}
