import CNI
import Findings
import MultiNetwork
import PluginCatalogue

/// What plugins of a chain can't do with the interface that the first one makes.
struct ChainedLinkCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        if configuration.maker(context)?.type == "ipvlan" {
            for plugin in configuration.chained("tuning") where plugin.cursor.isGiven("mac") {
                guard let member = plugin.cursor.member("mac") else { continue }
                sink.report(
                    .hardwareAddressOnIPVLAN, at: member.spot, "tuning can't give an ipvlan a MAC address of its own",
                    label: "it has its master's", notes: ["The kernel refuses it: \"operation not supported\"."])
            }
        }
        guard configuration.lacksAddresses(context), let maker = configuration.maker(context) else { return }
        for plugin in configuration.chained("sbr") {
            sink.report(
                .sourceRoutingWithoutAddresses, at: plugin.cursor["type"]?.spot ?? plugin.cursor.spot,
                "sbr routes by source address, and the interface of \(maker.type) has no address",
                label: "\(maker.type) has no \"ipam\"",
                notes: ["Every pod fails: \"No IP addresses supplied on interface\"."])
        }
    }
}

/// A pod that asks for a MAC address on an ipvlan, by the capability of a tuning behind it.
struct AskedHardwareAddressCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = NetworkIndex(scope)
        for pod in scope.pods {
            for use in pod.selections where use.selection.mac != nil {
                guard let configuration = networks[use], configuration.maker(context)?.type == "ipvlan",
                    let tuning = configuration.chained("tuning").first(where: {
                        $0.cursor["capabilities"]?.isTrue("mac") == true
                    })
                else { continue }
                sink.report(
                    .hardwareAddressOnIPVLAN, at: use.element?.member("mac")?.spot ?? use.spot,
                    "\(pod.title) asks for a MAC address on \(use.selection.text), which is an ipvlan",
                    label: "it has its master's",
                    notes: ["tuning hands it to the kernel, which refuses it: \"operation not supported\"."],
                    related: tuning.cursor["type"].map { [($0.spot, "declares the capability")] } ?? [])
            }
        }
    }
}
