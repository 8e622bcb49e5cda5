import CNI
import ExactJSON
import TartanCore
import TartanStore

/// Closes records without running anything: for what can't be detached any more.
struct Forgetting {
    let store: Store
    let isDryRun: Bool

    /// - Parameter name: `SANDBOX` or `SANDBOX/INTERFACE`; an unambiguous beginning of the sandbox's id is enough.
    func forget(_ name: String) throws(Failure) -> [ForgottenRecord] {
        var forgotten: [ForgottenRecord] = []
        for key in try keys(name) {
            guard let folder = store.sandbox(folder: key.sandbox) else { continue }
            let record = try? folder.readJournal(key.interface)
            let running = RecordCollector.runningBinaries(folder)
            if case .underWay(let holder) = try close(key, folder) {
                throw Failure(
                    .no, code: "underWay", "record \(key) was not closed: \(holder) is at work there.",
                    hints: ["Wait until it has ended, then try again."])
            }
            forgotten.append(ForgottenRecord(key: key, record: record, running: running))
        }
        return forgotten
    }

    /// - Parameter isDue: asked with the sandbox's lock held; of one that can't be read with nil.
    /// - Returns: in a dry run what it would come to, as far as that is known.
    func close(
        _ key: RecordKey, _ folder: SandboxFolder, isDue: (Record?) -> Bool = { _ in true }
    ) throws(Failure) -> RecordCollector.Outcome {
        if isDryRun {
            if let holder = folder.holder(), RecordCollector.isUnderWay(holder) { return .underWay(holder) }
            return .closed
        }
        let collector = RecordCollector(
            store: store, environment: [], log: Log(nil, subject: "gc", writeError: { Console.note($0 + "\n") }))
        do throws(CallFailure) { return try collector.forget(folder, key.interface, isDue: isDue) } catch {
            throw Failure(.no, code: "notClosed", CNIError(error, subject: "record \(key)").message)
        }
    }

    private func keys(_ name: String) throws(Failure) -> [RecordKey] {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let wanted = parts.first, !wanted.isEmpty else {
            throw .usage("\"\(name)\" names no sandbox", hint: "tartanctl get records")
        }
        let all = try Failure.converting { () throws(StoreError) in try store.records() }
        // A long id is hashed in the folder's name.
        let exact = store.sandbox(wanted).name
        var matching = all.filter { $0.sandbox == exact || $0.sandbox == wanted }
        if matching.isEmpty { matching = all.filter { $0.sandbox.hasPrefix(wanted) } }
        let sandboxes = Set(matching.map(\.sandbox)).sorted()
        guard sandboxes.count <= 1 else {
            throw Failure(
                .no, code: "ambiguous", "\"\(wanted)\" is the beginning of \(sandboxes.count) sandboxes.",
                hints: sandboxes.prefix(5).map { "tartanctl gc --forget \($0)" })
        }
        if parts.count == 2 { matching = matching.filter { $0.interface == parts[1] } }
        guard !matching.isEmpty else { throw ListedRecord.notFound(name, store) }
        return matching
    }
}

/// A record that was closed, and what it leaves.
struct ForgottenRecord {
    let key: RecordKey
    /// Nil where it can't be read.
    let record: Record?
    /// Binaries of its last call that still run.
    let running: String?

    /// Path of its network namespace, if that is still there.
    var sandbox: String? {
        guard let record, !RecordCollector.namespaceIsGone(record) else { return nil }
        return record.opening.netns
    }

    /// Each attachment with the binaries of which no DEL has succeeded.
    private var left: [(attachment: JournalAttachment, plugins: [JournalPlugin])] {
        guard let record else { return [] }
        let binaries = record.toDetach()
        return record.attachments.indices.compactMap { index in
            let attachment = record.attachments[index]
            let plugins = binaries.filter { $0.attachment == index }.map { attachment.plugins[$0.plugin] }
            return plugins.isEmpty ? nil : (attachment, plugins)
        }
    }

    var rows: [[String]] {
        let place = [String(key.sandbox.prefix(12)), key.interface]
        if record == nil { return [place + ["it can't be read, so what it leaves isn't known", "", ""]] }
        if left.isEmpty { return [place + ["nothing", "", ""]] }
        return left.map { attachment, plugins in
            place + [attachment.network, attachment.interface, plugins.map(\.path).joined(separator: ", ")]
        }
    }

    var json: JSONValue {
        var object: JSONObject = [
            "sandbox": .string(record?.opening.containerID ?? key.sandbox), "interface": .string(key.interface),
            "readable": .bool(record != nil),
        ]
        object["netns"] = record?.opening.netns.map { .string($0) }
        object["leaves"] = .array(
            left.map { attachment, plugins in
                [
                    "network": .string(attachment.network), "interface": .string(attachment.interface),
                    "plugins": .array(plugins.map { ["type": .string($0.type), "path": .string($0.path)] }),
                ]
            })
        object["sandboxIsThere"] = .bool(sandbox != nil)
        object["running"] = running.map { .string($0) }
        return .object(object)
    }
}
