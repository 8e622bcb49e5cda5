import LinuxSystem
import TartanStore

// What became of ADDs.
extension StoreReplica {
    /// The ADDs that have ended since the last call with the same `seen`. Takes no lock and reads what is new alone.
    ///
    /// - Parameter time: journals that last changed before it are passed over, in microseconds since 1970-01-01T00:00Z.
    public func endedAdds(_ seen: inout SeenAdds, since time: UInt64) throws(StoreReplicaFailure) -> [EndedAdd] {
        try StoreReplicaFailure.of { () throws(StoreError) in
            // The open ones first: one that is finished meanwhile is then seen twice, not never.
            let open = try store.endedInRecords(&seen, since: time)
            return try open + store.endedInHistory(&seen, since: time)
        }
    }
}

extension Store {
    fileprivate func endedInRecords(_ seen: inout SeenAdds, since time: UInt64) throws(StoreError) -> [EndedAdd] {
        var ended: [EndedAdd] = []
        var sandboxes: [String: UInt64] = [:]
        for folder in try self.sandboxes() {
            guard let changed = try? FileFacts(path: folder.path).changed else { continue }
            if changed < time || seen.sandboxes[folder.name] == changed {
                sandboxes[folder.name] = changed
                continue
            }
            let interfaces = (try? folder.interfaces()) ?? []
            var isSettled = !interfaces.isEmpty
            for interface in interfaces {
                guard let record = try? folder.readJournal(interface), record.answer != nil else {
                    isSettled = false
                    continue
                }
                let key = RecordKey(sandbox: folder.name, interface: interface)
                if let add = seen.news(EndedAdd(record, in: folder, isFinished: false), key) { ended.append(add) }
            }
            sandboxes[folder.name] = isSettled ? changed : 0
        }
        seen.sandboxes = sandboxes
        return ended
    }

    fileprivate func endedInHistory(_ seen: inout SeenAdds, since time: UInt64) throws(StoreError) -> [EndedAdd] {
        var ended: [EndedAdd] = []
        var finished: [RecordKey: UInt64] = [:]
        for key in try histories() {
            guard let folder = sandbox(folder: key.sandbox),
                let changed = try? FileFacts(path: folder.historyPath(key.interface)).changed
            else { continue }
            finished[key] = changed
            if changed < time || seen.finished[key] == changed { continue }
            guard let record = try? history(folder, key.interface) else { continue }
            if let add = seen.news(EndedAdd(record, in: folder, isFinished: true), key) { ended.append(add) }
        }
        seen.finished = finished
        seen.forget()
        return ended
    }
}
