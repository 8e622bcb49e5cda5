import ExactJSON
import Findings
import PluginCatalogue

/// Options of portmap and others that belong to what isn't used.
struct BackendCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.plugins {
            if plugin.type == "portmap" { checkConditions(plugin, &sink) }
            for idle in IdleOption.all where idle.type == plugin.type && idle.isIdle(plugin.cursor) {
                guard plugin.cursor.isGiven(idle.key), let member = plugin.cursor.member(idle.key) else { continue }
                sink.report(
                    .idleOption, at: member.spot, "\"\(idle.key)\" of \(plugin.type) has no effect",
                    label: idle.reason, notes: ["The plugin takes it and doesn't look at it."])
            }
        }
        checkPolicy(configuration, context, &sink)
    }

    /// portmap tells by the first word which language the conditions are in, and refuses another backend's.
    private func checkConditions(_ plugin: PluginUse, _ sink: inout FindingSink) {
        let cursor = plugin.cursor
        var languages: [(key: JSONCursor.Member, backend: String)] = []
        if let chain = cursor.member("externalSetMarkChain"), !chain.value.value.isNull {
            languages.append((chain, "iptables"))
        }
        for key in ["conditionsV4", "conditionsV6"] {
            guard let member = cursor.member(key), let first = member.value.elements?.first?.value.string,
                let letter = first.utf8.first
            else { continue }
            let isTables = letter == UInt8(ascii: "-") || letter == UInt8(ascii: "!")
            languages.append((member, isTables ? "iptables" : "nftables"))
        }
        let backend = cursor["backend"]?.value.string
        guard let expected = backend.flatMap({ $0.isEmpty ? nil : $0 }) ?? languages.first?.backend else { return }
        for (member, language) in languages where language != expected {
            sink.report(
                .optionOfOtherBackend, at: member.spot,
                "\"\(member.key)\" of portmap is for \(language), and the rules are written with \(expected.cutForMessage)",
                label: backend == nil
                    ? "another option is for \(expected)" : "\"backend\" is \"\(expected.cutForMessage)\"",
                notes: ["Every pod fails: \"configuration contains \(language)-specific options\"."])
        }
    }

    /// firewall's policies are rules about the first interface of the result, which is a bridge with bridge alone.
    private func checkPolicy(
        _ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink
    ) {
        guard let maker = configuration.maker(context), maker.type != "bridge",
            context.catalogue.entry(maker.type)?.project == "containernetworking/plugins"
        else { return }
        for plugin in configuration.chained("firewall") {
            guard let policy = plugin.cursor["ingressPolicy"], let name = policy.value.string,
                name == "same-bridge" || name == "isolated"
            else { continue }
            sink.report(
                .policyWithoutBridge, at: policy.spot,
                "the policy \"\(name)\" is about bridges, and \(maker.type) makes none",
                label: "behind bridge alone",
                notes: [
                    "firewall writes its rules for the first interface of the result, so they don't keep anybody out."
                ],
                related: maker.cursor["type"].map { [($0.spot, "makes the interface")] } ?? [])
        }
    }
}

/// An option that a plugin only looks at where another one is set.
private struct IdleOption {
    let type: String
    let key: String
    let reason: String
    let isIdle: @Sendable (JSONCursor) -> Bool

    static let all: [IdleOption] = [
        IdleOption(type: "portmap", key: "masqAll", reason: "\"snat\" is false") { isOff($0, "snat") },
        IdleOption(type: "portmap", key: "markMasqBit", reason: "\"snat\" is false") { isOff($0, "snat") },
        IdleOption(type: "portmap", key: "externalSetMarkChain", reason: "\"snat\" is false") { isOff($0, "snat") },
        IdleOption(type: "portmap", key: "markMasqBit", reason: "nftables sets no mark") {
            !isOff($0, "snat") && $0["backend"]?.value.string == "nftables"
        },
        IdleOption(type: "firewall", key: "firewalldZone", reason: "\"backend\" is \"iptables\"") {
            $0["backend"]?.value.string == "iptables"
        },
        IdleOption(type: "firewall", key: "iptablesAdminChainName", reason: "\"backend\" is \"firewalld\"") {
            $0["backend"]?.value.string == "firewalld"
        },
        IdleOption(type: "bridge", key: "ipMasqBackend", reason: "\"ipMasq\" isn't set") { !$0.isTrue("ipMasq") },
        IdleOption(type: "ptp", key: "ipMasqBackend", reason: "\"ipMasq\" isn't set") { !$0.isTrue("ipMasq") },
        IdleOption(type: "bridge", key: "forceAddress", reason: "the bridge is no gateway") {
            $0.isGiven("ipam") && !$0.isTrue("isGateway") && !$0.isTrue("isDefaultGateway")
        },
        IdleOption(type: "bridge", key: "preserveDefaultVlan", reason: "there is neither \"vlan\" nor \"vlanTrunk\"") {
            !$0.isGiven("vlan") && !$0.isGiven("vlanTrunk")
        },
    ]

    private static func isOff(_ plugin: JSONCursor, _ key: String) -> Bool { plugin[key]?.value.boolean == false }
}
