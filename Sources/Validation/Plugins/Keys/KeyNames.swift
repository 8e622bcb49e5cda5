import ExactJSON
import Findings
import PluginCatalogue

/// Names of the keys of one object: that the plugin knows them, as they are written, at this place.
struct KeyNames {
    enum Home {
        case plugin
        case ipam
        case inside
    }

    let given: GivenKeys
    let keys: KeySet
    let type: String
    let strays: StrayKeys
    let home: Home
    let neighbours: Neighbours

    func reportLetterCase(_ member: JSONCursor.Member, _ spec: KeySpec, _ sink: inout FindingSink) {
        if spec.name.utf8.elementsEqual(member.key.utf8) { return }
        sink.report(
            .otherLetterCase, at: member.spot,
            "\(type) spells the key \"\(spec.name)\", not \"\(member.key.cutForMessage)\"",
            label: "\"\(spec.name)\"",
            notes: ["Programs in Go take any letter case; for others this is a key that they don't know."],
            replacement: "\"\(spec.name)\"")
    }

    /// - Returns: the key that was probably meant.
    func reportUnknown(_ member: JSONCursor.Member, _ sink: inout FindingSink) -> String? {
        let key = member.key
        if Self.isRemark(key) || home == .plugin && strays.isForeign(key) { return nil }
        if let place = otherPlace(of: member) {
            sink.report(
                .misplacedKey, at: member.spot, "\(type) has no key \"\(key.cutForMessage)\" here", label: place,
                notes: ["Where it stands it has no effect."])
            return nil
        }
        let all = keys.nearest(to: key)
        if home == .plugin, strays.isName(all) { return "name" }
        let near =
            all.first(where: isFree) ?? longer(than: key)
            ?? [neighbours.sameMeaning(as: key, in: keys, home)].compactMap(\.self).first(where: isFree)
        sink.report(
            .unknownKey, at: member.spot, "\(type) has no key \"\(key.cutForMessage)\"",
            label: near.map { "did you mean \"\($0)\"?" },
            notes: ["\(type) passes over keys that it doesn't know, so this one has no effect."]
                + (neighbours.owner(of: key, home).map { ["It is a key of \($0)."] } ?? [])
                + (near.flatMap(consequence) ?? []),
            replacement: near.map { "\"\($0)\"" })
        return near
    }

    /// A key that the plugin around this object writes itself.
    ///
    /// - Parameter isRefused: whether it refuses the configuration; otherwise it writes its own over it.
    func reportWritten(
        _ member: JSONCursor.Member, by writer: String, isRefused: Bool, _ sink: inout FindingSink
    ) {
        let key = member.key.cutForMessage
        sink.report(
            isRefused ? .writtenByAnother : .ineffectiveKey, at: member.spot,
            isRefused
                ? "\(writer) writes \"\(key)\" of \(type) itself, and takes none"
                : "\"\(key)\" of \(type) is \(writer)'s to write",
            label: "remove it")
    }

    private func isFree(_ name: String) -> Bool { given.member(name) == nil && keys[name]?.reserved == nil }

    /// The only key that begins with it: "hairpin" for "hairpinMode".
    private func longer(than key: String) -> String? {
        let longer = keys.names.filter { $0.hasPrefix(key) }
        return key.utf8.count > 3 && longer.count == 1 ? longer.first.flatMap { isFree($0) ? $0 : nil } : nil
    }

    /// What the plugin does without the key that was meant.
    private func consequence(of name: String) -> [String]? {
        guard let spec = keys[name] else { return nil }
        if let value = spec.defaultValue { return ["Without \"\(name)\" it is \(value.text)."] }
        return spec.otherwise.map { ["Without \"\(name)\": \($0)"] }
    }

    /// JSON has no comments, so people write them as keys.
    private static func isRemark(_ key: String) -> Bool {
        if let first = key.utf8.first, "_/#$".utf8.contains(first) { return true }
        return key.lowercased() == "comment" || key == "description"
    }

    private func otherPlace(of member: JSONCursor.Member) -> String? {
        let key = member.key
        switch home {
        case .plugin:
            if let ipam = strays.ipam, strays.ofIPAM.contains(key) {
                return "belongs into \"ipam\": it is \(ipam.type)'s"
            }
            let isCapability =
                strays.plugin.capabilities[key] != nil || strays.ipam?.capabilities[key] != nil
            return isCapability && member.value.value.boolean != nil ? "belongs into \"capabilities\"" : nil
        case .ipam:
            return strays.ofPlugin.contains(key) ? "belongs beside \"ipam\": it is \(strays.plugin.type)'s" : nil
        case .inside: return nil
        }
    }
}
