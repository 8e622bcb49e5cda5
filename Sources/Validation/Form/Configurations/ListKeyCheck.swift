import ExactJSON
import Findings
import Wording

/// The keys beside `plugins`, which the runtime reads and no plugin.
struct ListKeyCheck: ConfigurationCheck {
    private static let keys = [
        "cniVersion", "cniVersions", "name", "disableCheck", "disableGC", "loadOnlyInlinedPlugins", "plugins", "type",
    ]
    private static let flags = ["disableCheck", "disableGC", "loadOnlyInlinedPlugins"]
    /// Keys of plugins that people put beside the list.
    private static let pluginKeys: Set<String> = [
        "ipam", "master", "mtu", "mode", "bridge", "vlan", "vlanId", "dns", "ipMasq", "isGateway", "isDefaultGateway",
        "capabilities", "args", "device", "deviceID", "hairpinMode", "promiscMode", "mac", "interface", "sysctl",
        "linkInContainer",
        "runtimeConfig", "prevResult", "table", "snat", "delegate", "kubeconfig", "log_level", "policy", "kubernetes",
    ]

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        let root = configuration.root
        for key in Self.flags {
            guard let flag = root.member(key), !flag.value.value.isNull, CNIFlag(flag.value.value).value == nil else {
                continue
            }
            sink.report(
                .flagOfWrongKind, at: flag.value.spot,
                "\"\(key)\" of \(configuration.title) is \(flag.value.value.text.cutForMessage)",
                label: "true or false, without quotation marks", notes: ["Runtimes refuse the whole configuration."])
        }
        guard configuration.isList, root["type"] == nil else { return }
        for member in root.members where !Self.keys.contains(member.key) { check(member, root, &sink) }
        for element in root["plugins"]?.elements ?? [] where element.value.object != nil {
            checkOverridden(element, root, &sink)
        }
    }

    private func check(_ member: JSONCursor.Member, _ root: JSONCursor, _ sink: inout FindingSink) {
        let key = member.key
        if Self.isRemark(key) { return }
        if let meant = Self.keys.first(where: { $0.lowercased() == key.lowercased() }) {
            guard root[meant] == nil, meant != "name" else { return }
            sink.report(
                .listKeyInOtherLetterCase, at: member.spot,
                "a list spells the key \"\(meant)\", not \"\(key.cutForMessage)\"",
                label: "\"\(meant)\"", notes: ["Runtimes take it for a key that they don't know."],
                replacement: "\"\(meant)\"")
        } else if let near = Spelling.closest(to: key, in: Self.keys), root[near] == nil, near != "name", near != "type"
        {
            sink.report(
                .unknownListKey, at: member.spot, "a list has no key \"\(key.cutForMessage)\"",
                label: "did you mean \"\(near)\"?", notes: ["Runtimes pass over it without a word."],
                replacement: "\"\(near)\"")
        } else if Self.pluginKeys.contains(key) {
            sink.report(
                .pluginKeyBesideList, at: member.spot, "\"\(key)\" stands beside \"plugins\" and belongs to a plugin",
                label: "move it into the plugin's object",
                notes: ["No plugin sees what stands beside the list."])
        }
    }

    /// Name and version of a plugin in a list are overwritten by the list's.
    private func checkOverridden(_ plugin: JSONCursor, _ root: JSONCursor, _ sink: inout FindingSink) {
        for key in ["cniVersion", "name"] {
            guard let own = plugin.member(key), let text = own.value.value.string, !text.isEmpty,
                let list = root.member(key), let other = list.value.value.string, other != text
            else { continue }
            sink.report(
                .overriddenByList, at: own.value.spot,
                "\"\(key)\" of this plugin is \"\(text.cutForMessage)\", and that of its list \"\(other.cutForMessage)\"",
                label: "the list's counts", notes: ["The runtime writes the list's over it."],
                related: [(list.value.spot, "the list's")])
        }
    }

    /// JSON has no comments, so people write them as keys.
    private static func isRemark(_ key: String) -> Bool {
        ["_", "/", "#", "$"].contains { key.hasPrefix($0) } || key.lowercased() == "comment" || key == "description"
    }
}
