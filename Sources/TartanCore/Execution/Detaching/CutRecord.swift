import Netlink
import TartanStore

/// Whether the record of an ADD that never answered says less than was done: its file was cut off. A process that is killed
/// leaves no such record, for each start is written down before it is made; what the sandbox shows is the only witness.
struct CutRecord {
    /// CNI_NETNS as the binaries get it: empty where the sandbox is gone.
    let netns: String

    /// An interface is there of which the record has the plan alone, or not even that.
    func isShort(_ record: Record) -> Bool {
        guard record.answer == nil, !record.isUndone, !record.isClosed, !record.isBeingDetached else { return false }
        if record.attachments.isEmpty { return has([record.opening.interface]) }
        let untouched = record.attachments.indices.filter { index in
            !record.entries.contains {
                switch $0.step {
                case .start(let start): start.attachment == index
                case .notStarted(let attachment, _, _): attachment == index
                default: false
                }
            }
        }
        return has(untouched.map { record.attachments[$0].interface })
    }

    /// One of these interfaces is in the sandbox.
    func has(_ interfaces: [String]) -> Bool {
        if netns.isEmpty || interfaces.isEmpty { return false }
        do throws(NetlinkFailure) {
            var sandbox = try SandboxNetlink(namespacePath: netns)
            return try sandbox.links().contains { interfaces.contains($0.name) }
        } catch {
            return false
        }
    }
}
