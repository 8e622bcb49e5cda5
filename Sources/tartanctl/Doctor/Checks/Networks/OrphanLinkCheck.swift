import CNI
import ExactJSON
import TartanStore

/// Host ends of pods' links that are still there after their DEL, as far as records prove it: the same name and hardware
/// address that a finished record has, and no open record that has them too.
struct OrphanLinkCheck: DoctorCheck {
    let id = "orphan-links"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard node.isLive else { return .skipped(ExaminedNode.notLive) }
        guard let store = try? node.store.opened.get() else { return .skipped("there is no store that could be read") }
        let boot = node.bootID
        let used = Set(node.store.records.flatMap { Self.hostLinks($0.record) }.map(\.name))
        let links = HostLinks(node.files)
        var orphans: [(link: String, owner: String)] = []
        for key in (try? store.histories()) ?? [] {
            guard let folder = store.sandbox(folder: key.sandbox),
                let record = try? store.history(folder, key.interface),
                record.isClosed, record.opening.bootID == boot
            else { continue }
            let owner = record.opening.podName.map { "\(record.opening.podNamespace ?? "")/\($0)" } ?? key.sandbox
            for interface in Self.hostLinks(record) where !used.contains(interface.name) {
                guard let link = links.link(interface.name), link.isPaired, link.mac == interface.mac?.lowercased(),
                    !orphans.contains(where: { $0.link == link.name })
                else { continue }
                orphans.append((link.name, owner))
            }
        }
        let findings = orphans.map { orphan in
            DoctorFinding.warning(
                "The link \(orphan.link) of \(orphan.owner) is still there, though it was detached.",
                repair: "look at it: ip -d link show \(orphan.link.shellWord), then: sudo ip link delete "
                    + orphan.link.shellWord)
        }
        return .found(findings, else: "no link of a detached pod is left")
    }

    /// What its plugins made outside of the sandbox.
    private static func hostLinks(_ record: Record) -> [CNIResult.Interface] {
        record.attachments.indices.flatMap { index -> [CNIResult.Interface] in
            let version = CNIVersion(record.attachments[index].version) ?? .unstated
            let result = record.previousResult(of: index).flatMap { try? CNIResult($0, assuming: version) }
            return (result?.interfaces ?? []).filter { $0.isOnHost && $0.mac != nil }
        }
    }
}
