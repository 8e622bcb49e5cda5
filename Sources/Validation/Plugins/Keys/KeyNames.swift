import Findings
import PluginCatalogue
import Wording

/// Names of keys: that the plugin knows them, as they are written, at this place.
struct KeyNames {
    let plugin: PluginEntry
    let ipam: PluginEntry?
    /// The object is one of a list's.
    let isList: Bool

    /// Keys of a list that libcni also reads of a configuration with a single plugin.
    private static let singleKeys: Set<String> = ["disableCheck", "disableGC", "loadOnlyInlinedPlugins", "plugins"]

    func check(_ visit: KeyWalk.Visit, _ sink: inout FindingSink) {
        let key = visit.member.key
        if let spec = visit.spec {
            if spec.name.utf8.elementsEqual(key.utf8) { return }
            sink.report(
                .otherLetterCase, at: visit.member.spot,
                "\(visit.type) spells the key \"\(spec.name)\", not \"\(key)\"",
                label: "\"\(spec.name)\"",
                notes: ["Programs in Go take any letter case, other programs take this for an unknown key."],
                replacement: "\"\(spec.name)\"")
            return
        }
        if visit.isOpen || Self.isRemark(key) || !isList && Self.singleKeys.contains(key) { return }
        if let place = otherPlace(of: visit) {
            sink.report(
                .misplacedKey, at: visit.member.spot, "\(visit.type) has no key \"\(key)\" here", label: place,
                notes: ["Where it stands it has no effect."])
            return
        }
        let near = visit.keys.nearest(to: key).first
        sink.report(
            .unknownKey, at: visit.member.spot, "\(visit.type) has no key \"\(key)\"",
            label: near.map { "did you mean \"\($0)\"?" },
            notes: ["Unknown keys are ignored by \(visit.type), so this one has no effect."] + consequence(near, visit),
            replacement: near.map { "\"\($0)\"" })
    }

    /// What the plugin does without the key that was meant.
    private func consequence(_ near: String?, _ visit: KeyWalk.Visit) -> [String] {
        guard let near, let spec = visit.keys[near] else { return [] }
        if let otherwise = spec.otherwise { return ["Without \"\(near)\": \(otherwise)"] }
        return spec.defaultValue.map { ["Without \"\(near)\" it is \($0.text)."] } ?? []
    }

    /// JSON has no comments, so people write them as keys.
    private static func isRemark(_ key: String) -> Bool {
        ["_", "/", "#", "$"].contains { key.hasPrefix($0) } || key.lowercased() == "comment" || key == "description"
    }

    private func otherPlace(of visit: KeyWalk.Visit) -> String? {
        let key = visit.member.key
        if visit.type == plugin.type {
            guard let ipam, ipam.ipamKeys[key] != nil else { return nil }
            return "belongs into \"ipam\": it is \(ipam.type)'s"
        }
        guard visit.type == ipam?.type, plugin.keys[key] != nil else { return nil }
        return "belongs beside \"ipam\": it is \(plugin.type)'s"
    }
}
