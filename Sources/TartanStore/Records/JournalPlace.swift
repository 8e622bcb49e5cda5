/// Where a journal lies: an open record's, or a finished one's in the history.
package struct JournalPlace: Sendable, Hashable {
    package let key: RecordKey
    package let path: String
    /// In the history: its call has ended, and nothing of it is attached.
    package let isFinished: Bool
}

extension Store {
    /// All journals, open and finished. The open ones first: one that is finished meanwhile is then seen twice, not never.
    package func journals() throws(StoreError) -> [JournalPlace] {
        var places: [JournalPlace] = []
        for key in try records() {
            guard let folder = sandbox(folder: key.sandbox) else { continue }
            places.append(JournalPlace(key: key, path: folder.journalPath(key.interface), isFinished: false))
        }
        for key in try histories() {
            guard let folder = sandbox(folder: key.sandbox) else { continue }
            places.append(JournalPlace(key: key, path: folder.historyPath(key.interface), isFinished: true))
        }
        return places
    }
}
