import LinuxSystem
import TartanStore

// What became of calls.
extension StoreReplica {
    /// The calls that have ended since the last one with the same `seen`. Takes no lock and reads what is new alone.
    ///
    /// - Parameters:
    ///   - time: calls of journals that last changed before it are passed over, in microseconds since 1970-01-01T00:00Z.
    ///   - start: calls that ended before it are told in no `EndedCall`, for whoever counts them counts from then on.
    public func news(
        _ seen: inout SeenJournals, since time: UInt64, counting start: UInt64
    ) throws(StoreReplicaFailure) -> JournalNews {
        try StoreReplicaFailure.of { () throws(StoreError) in
            var news = JournalNews()
            var reader = JournalNewsReader(store: store, time: time, start: start)
            // The open ones first: one that is finished meanwhile is then seen twice, not never.
            try reader.records(&seen, &news)
            try reader.history(&seen, &news)
            return news
        }
    }

    /// What the last `tartanctl gc` could not take away, by what it is, and when it ran, in microseconds since
    /// 1970-01-01T00:00Z; nil where none has run.
    public func leftOver() throws(StoreReplicaFailure) -> (wallTime: UInt64, counts: [(what: String, number: Int)])? {
        try StoreReplicaFailure.of { () throws(StoreError) in
            try store.leftOver().map { ($0.wallTime, $0.counts.map { ($0.what, $0.number) }) }
        }
    }
}

private struct JournalNewsReader {
    let store: Store
    let time: UInt64
    let start: UInt64

    mutating func records(_ seen: inout SeenJournals, _ news: inout JournalNews) throws(StoreError) {
        var sandboxes: [String: SeenJournals.Sandbox] = [:]
        for folder in try store.sandboxes() {
            guard let changed = try? FileFacts(path: folder.path).changed else { continue }
            var sandbox = SeenJournals.Sandbox()
            if let known = seen.sandboxes[folder.name], known.changed == changed {
                sandbox = known
            } else {
                let isSettled = read(folder, isRecent: changed >= time, &sandbox, &seen, &news)
                sandbox.changed = isSettled ? changed : 0
            }
            for network in sandbox.attached { news.attached[network, default: 0] += 1 }
            sandboxes[folder.name] = sandbox
        }
        seen.sandboxes = sandboxes
    }

    /// - Returns: whether all of its ADDs have ended.
    private func read(
        _ folder: SandboxFolder, isRecent: Bool, _ sandbox: inout SeenJournals.Sandbox, _ seen: inout SeenJournals,
        _ news: inout JournalNews
    ) -> Bool {
        let interfaces = (try? folder.interfaces()) ?? []
        var isSettled = !interfaces.isEmpty
        for interface in interfaces {
            guard let record = try? folder.readJournal(interface), record.answer != nil else {
                isSettled = false
                continue
            }
            if record.isAnswered, !record.isBeingDetached {
                sandbox.attached += record.touched.map { record.attachments[$0].network }
            }
            guard isRecent else { continue }
            let key = RecordKey(sandbox: folder.name, interface: interface)
            if let add = seen.news(EndedAdd(record, in: folder, isFinished: false), key) { news.adds.append(add) }
            count(record, key, &seen, &news)
        }
        return isSettled
    }

    mutating func history(_ seen: inout SeenJournals, _ news: inout JournalNews) throws(StoreError) {
        var finished: [RecordKey: UInt64] = [:]
        for key in try store.histories() {
            guard let folder = store.sandbox(folder: key.sandbox),
                let changed = try? FileFacts(path: folder.historyPath(key.interface)).changed
            else { continue }
            finished[key] = changed
            if changed < time || seen.finished[key] == changed { continue }
            guard let record = try? store.history(folder, key.interface) else { continue }
            if let add = seen.news(EndedAdd(record, in: folder, isFinished: true), key) { news.adds.append(add) }
            count(record, key, &seen, &news)
        }
        seen.finished = finished
        seen.forget()
    }

    private func count(_ record: Record, _ key: RecordKey, _ seen: inout SeenJournals, _ news: inout JournalNews) {
        let calls = TracedCall.calls(of: record, modified: nil)
        for call in seen.news(calls, of: record, key) where call.wallTime + call.microseconds >= start {
            news.calls.append(EndedCall(call, of: record))
        }
    }
}
