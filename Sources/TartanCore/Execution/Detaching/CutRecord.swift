import Netlink
import TartanStore

/// The record of an ADD that never answered may say less than was done: its file was cut off. A process that is killed
/// leaves no such record, for each start is written down before it is made; what the sandbox shows is the only witness.
struct CutRecord {
    let record: Record
    /// CNI_NETNS as the binaries get it: empty where the sandbox is gone.
    let netns: String

    /// An interface is there of which the record has the plan alone, or not even that.
    var isShort: Bool {
        guard record.answer == nil, !record.isUndone, !record.isClosed, !record.isBeingDetached else { return false }
        if record.attachments.isEmpty { return Self.shows([record.opening.interface], netns) }
        let untouched = record.attachments.indices.filter { index in
            !record.entries.contains {
                switch $0.step {
                case .start(let start): start.attachment == index
                case .notStarted(let attachment, _, _): attachment == index
                default: false
                }
            }
        }
        return Self.shows(untouched.map { record.attachments[$0].interface }, netns)
    }

    /// What Multus attached is no sign of it.
    func isShort(beside multus: MultusState) -> Bool {
        isShort && !multus.hasAny(record.opening.containerID, record.opening.interface)
    }

    /// One of these interfaces is in the sandbox.
    static func shows(_ interfaces: [String], _ netns: String) -> Bool {
        if netns.isEmpty || interfaces.isEmpty { return false }
        do throws(NetlinkFailure) {
            var sandbox = try SandboxNetlink(namespacePath: netns)
            return try sandbox.links().contains { interfaces.contains($0.name) }
        } catch {
            return false
        }
    }
}
