import ExactJSON
import TartanCore

/// What becomes of one binary in a network's chain.
struct PluginChange: Equatable {
    enum Kind: String {
        case added
        case removed
        case changed
    }

    let kind: Kind
    let type: String
    /// Its place in the chain, from 0: the new one; the old one's of a plugin that is removed.
    let index: Int
    /// In the configuration that it gets on stdin; of a plugin that is added or removed none.
    let differences: [JSONDifference]

    /// The chains' changes in their order. What stands in each plugin's configuration of the list itself is left out.
    static func all(_ old: [PlannedPlugin], _ new: [PlannedPlugin], showsSecrets: Bool) -> [PluginChange] {
        let pairs = partners(old.map(\.type), new.map(\.type))
        let kept = Set(pairs.values)
        var changes: [PluginChange] = []
        for (index, plugin) in old.enumerated() where !kept.contains(index) {
            changes.append(PluginChange(kind: .removed, type: plugin.type, index: index, differences: []))
        }
        for (index, plugin) in new.enumerated() {
            guard let partner = pairs[index] else {
                changes.append(PluginChange(kind: .added, type: plugin.type, index: index, differences: []))
                continue
            }
            let found = differences(old[partner], plugin, showsSecrets: showsSecrets)
            if found.isEmpty { continue }
            changes.append(PluginChange(kind: .changed, type: plugin.type, index: index, differences: found))
        }
        return changes
    }

    private static func differences(
        _ old: PlannedPlugin, _ new: PlannedPlugin, showsSecrets: Bool
    ) -> [JSONDifference] {
        let before = own(old)
        let after = own(new)
        let found = JSONDifference.all(before, after)
        if showsSecrets || found.isEmpty { return found }
        let masked = (SecretMask.masked(before), SecretMask.masked(after))
        return found.map { $0.masked(masked.0, masked.1) }
    }

    private static func own(_ plugin: PlannedPlugin) -> JSONValue {
        var object = plugin.configuration
        object["name"] = nil
        object["cniVersion"] = nil
        return .object(object)
    }

    /// For each new place the old one of the same plugin: the longest common subsequence of types.
    private static func partners(_ old: [String], _ new: [String]) -> [Int: Int] {
        var lengths = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
        for left in old.indices.reversed() {
            for right in new.indices.reversed() {
                lengths[left][right] =
                    old[left] == new[right]
                    ? lengths[left + 1][right + 1] + 1 : max(lengths[left + 1][right], lengths[left][right + 1])
            }
        }
        var pairs: [Int: Int] = [:]
        var (left, right) = (0, 0)
        while left < old.count, right < new.count {
            if old[left] == new[right] {
                pairs[right] = left
                left += 1
                right += 1
            } else if lengths[left + 1][right] >= lengths[left][right + 1] {
                left += 1
            } else {
                right += 1
            }
        }
        return pairs
    }
}
