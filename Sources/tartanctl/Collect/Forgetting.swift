import CNI
import LinuxSystem
import TartanCore
import TartanStore

/// `--forget`: closes records without running anything, for plugins that are gone or will never succeed.
struct Forgetting {
    let store: Store
    let suffix: String

    /// - Parameter text: `SANDBOX` or `SANDBOX/IFNAME`; the id may be shortened as long as it means one sandbox.
    func forget(_ text: String) throws(Failure) -> [CollectedRecord] {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let id = parts.first else { throw .usage("--forget needs a sandbox's id") }
        let keys = try matching(id).filter { parts.count == 1 || $0.interface == parts[1] }
        if keys.isEmpty {
            throw Failure(
                .no, code: "notFound", "no record of \"\(text)\" in \(store.root).",
                hints: ["tartanctl get records\(suffix)"])
        }
        var forgotten: [CollectedRecord] = []
        for key in keys { forgotten.append(try forget(key)) }
        return forgotten
    }

    private func matching(_ id: String) throws(Failure) -> [RecordKey] {
        let keys = try Failure.converting { () throws(StoreError) in try store.records() }.filter {
            $0.sandbox.hasPrefix(id) || $0.sandbox == store.sandbox(id).name
        }
        let sandboxes = Set(keys.map(\.sandbox))
        guard sandboxes.count <= 1 || sandboxes.contains(id) else {
            throw .usage("\"\(id)\" means \(sandboxes.count) sandboxes: \(sandboxes.sorted().joined(separator: ", "))")
        }
        return sandboxes.contains(id) ? keys.filter { $0.sandbox == id } : keys
    }

    private func forget(_ key: RecordKey) throws(Failure) -> CollectedRecord {
        guard let folder = store.sandbox(folder: key.sandbox) else {
            return CollectedRecord(
                sandbox: key.sandbox, interface: key.interface, pod: "", networks: [], reason: nil, fate: .kept)
        }
        let abandoned = AbandonedRecord(store: store, folder: folder, interface: key.interface, environment: [])
        let record: Record?
        do throws(CallFailure) { record = try abandoned.forget() } catch {
            throw Failure(CNIError(error, subject: "sandbox \(key.sandbox.prefix(12))"))
        }
        let pod = record?.opening.podNamespace.flatMap { namespace in
            record?.opening.podName.map { "\(namespace)/\($0)" }
        }
        return CollectedRecord(
            sandbox: key.sandbox, interface: key.interface, pod: pod ?? "",
            networks: record?.attachments.map(\.network) ?? [], reason: nil,
            fate: .forgotten(left: record.map(Self.left) ?? []))
    }

    /// The binaries whose DEL never succeeded, with the addresses that they hold.
    private static func left(_ record: Record) -> [String] {
        record.toDetach().map { binary in
            let attachment = record.attachments[binary.attachment]
            let result = record.finals[binary.attachment].flatMap { try? CNIResult($0, assuming: .newest) }
            let addresses = result?.ips.map(\.network.description) ?? []
            let holds = addresses.isEmpty ? "" : " with \(addresses.joined(separator: ", "))"
            return
                "\(attachment.plugins[binary.plugin].type) of \(attachment.network) (\(attachment.interface))\(holds)"
        }
    }
}
