import CNI
import ExactJSON
import TartanCore
import TartanStore

/// A comparison as a person reads it: what differs, then for each pod what becomes of its networks.
struct DiffReport {
    let diff: DefinitionDiff

    /// How many pods of the same change are named, and how much of a value is shown.
    private static let shownPods = 4
    private static let shownValue = 60

    var text: String {
        var lines = [headline]
        if !diff.definitions.isEmpty { lines += [""] + definitions }
        for group in groups { lines += ["", title(group.pods)] + group.lines }
        if !diff.remarks.isEmpty { lines += [""] + diff.remarks.map { "note    \($0)" } }
        if diff.isRunningConcerned { lines += ["", Self.running] }
        return lines.map { $0.escapingControlCharacters + "\n" }.joined()
    }

    private static let running =
        "Running pods notice nothing: they keep what they have until they are restarted, and their DEL goes by the record."

    private var headline: String {
        let counted = NetworkDescription.count
        if diff.isEqual {
            let networks = counted(diff.compared.networks, "definition", "definitions")
            return "No difference in \(networks), for \(counted(diff.compared.pods, "pod", "pods"))"
        }
        let definitions = counted(diff.definitions.count, "definition differs", "definitions differ")
        let pods = counted(diff.pods.count, "pod gets", "pods get")
        let running = diff.pods.count(where: \.isRunning)
        let now = running == 0 ? "" : " (\(running) of them running now)"
        return "\(definitions) from \(diff.old) to \(diff.new); \(pods) something else\(now)"
    }
}

// Definitions
extension DiffReport {
    private var definitions: [String] {
        let names = diff.definitions.map(\.network.description)
        let width = names.map(\.count).max() ?? 0
        return diff.definitions.flatMap { change -> [String] in
            let name = Self.padded(change.network.description, width)
            var lines = ["\(name)  \(change.kind.rawValue), \(Self.users(of: change))"]
            var rows: [(String, String)] = []
            // Else each of its pods tells them.
            if change.askers.isEmpty { rows = change.differences.map(Self.row) }
            if change.changesResource {
                rows.append(("resource", Self.arrow(change.resources.first ?? nil, change.resources.last ?? nil)))
            }
            lines += Self.aligned(rows, indentation: width + 2)
            return lines
        }
    }

    private static func users(of change: DefinitionChange) -> String {
        let askers = change.askers.count
        let attached = change.attached.count
        let asked =
            askers == 0 ? "no pod asks for it" : NetworkDescription.count(askers, "pod asks", "pods ask") + " for it"
        if attached == 0 { return asked }
        let names = change.attached.prefix(shownPods).joined(separator: ", ") + (attached > shownPods ? ", …" : "")
        let have = NetworkDescription.count(attached, "running pod has it that is", "running pods have it that are")
        return
            "\(askers == 0 ? "no pod known by its object asks for it" : asked); \(have) known by the record alone (\(names))"
    }
}

// Pods
extension DiffReport {
    /// Pods of which the same is to be said, in the order of the first of each.
    private var groups: [Group] {
        var groups: [Group] = []
        var places: [[String]: Int] = [:]
        for pod in diff.pods {
            let lines = Self.lines(pod)
            // What stands in the title counts as well.
            let key = [pod.kind.rawValue, "\(pod.isRunning)"] + lines
            if let place = places[key] {
                groups[place].pods.append(pod)
            } else {
                places[key] = groups.count
                groups.append(Group(pods: [pod], lines: lines))
            }
        }
        return groups
    }

    private struct Group {
        var pods: [PodChange]
        let lines: [String]
    }

    private static func lines(_ pod: PodChange) -> [String] {
        var lines = pod.attachments.flatMap(Self.lines)
        if !pod.problems.areSame {
            if let problem = pod.problems.old { lines.append("  before  the ADD fails: \(problem)") }
            let after = pod.problems.new.map { "the ADD fails: \($0)" } ?? "the ADD succeeds"
            lines.append("  after   \(after)")
        } else if let problem = pod.problems.new {
            lines.append("  note    the ADD fails either way: \(problem)")
        }
        return lines
    }

    private func title(_ group: [PodChange]) -> String {
        guard let first = group.first else { return "" }
        var title = group.prefix(Self.shownPods).map(\.pod.title).joined(separator: ", ")
        if group.count > Self.shownPods { title += " and \(group.count - Self.shownPods) more" }
        switch first.kind {
        case .added: title += "  new"
        case .removed: title += "  removed"
        case .changed: break
        }
        return first.isRunning ? title + "  running" : title
    }

    private static func lines(_ change: AttachmentChange) -> [String] {
        let chain = change.chain.joined(separator: " → ")
        switch change.kind {
        case .added: return ["  + \(change.interface)  \(change.network) (\(chain))"]
        case .removed: return ["  - \(change.interface)  \(change.network) (\(chain))"]
        case .changed: break
        }
        let interface = change.moves ? arrow(change.oldInterface, change.newInterface) : change.interface
        var lines = ["  ~ \(interface)  \(change.network)"]
        var rows = change.facts.map { ($0.key, arrow($0.old, $0.new)) }
        for plugin in change.plugins {
            switch plugin.kind {
            case .added: rows.append((plugin.type, "added to the chain: \(chain)"))
            case .removed: rows.append((plugin.type, "removed from the chain: \(chain)"))
            case .changed:
                rows += plugin.differences.map { difference in
                    let (pointer, values) = row(difference)
                    return ("\(plugin.type) \(pointer)", values)
                }
            }
        }
        lines += aligned(rows, indentation: 4)
        for lost in change.addresses {
            let cause = lost.cause == .asked ? "is asked for and" : "is what it has now; it"
            let ranges = lost.ranges.isEmpty ? "no range of its family" : lost.ranges.joined(separator: ", ")
            lines.append("    address \(lost.address) \(cause) is not given out any more (\(ranges))")
        }
        return lines
    }
}

// Values
extension DiffReport {
    private static func row(_ difference: JSONDifference) -> (String, String) {
        let pointer = difference.pointer.isEmpty ? "/" : difference.pointer
        // Two secrets look the same.
        if difference.old == difference.new { return (pointer, "changed \(SecretMask.shown)") }
        return (pointer, arrow(difference.old?.text, difference.new?.text))
    }

    private static func arrow(_ old: String?, _ new: String?) -> String {
        "\(old.map(short) ?? "(none)") → \(new.map(short) ?? "(none)")"
    }

    private static func short(_ text: String) -> String {
        let head = text.unicodeScalars.prefix(shownValue)
        return head.endIndex == text.endIndex ? text : String(head) + "…"
    }

    private static func aligned(_ rows: [(String, String)], indentation: Int) -> [String] {
        let width = rows.map { $0.0.unicodeScalars.count }.max() ?? 0
        return rows.map { String(repeating: " ", count: indentation) + padded($0.0, width) + "  " + $0.1 }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
    }
}

extension DefinitionDiff {
    /// Something that differs is attached to a pod that runs.
    var isRunningConcerned: Bool {
        pods.contains(where: \.isRunning) || definitions.contains { !$0.attached.isEmpty }
    }
}
