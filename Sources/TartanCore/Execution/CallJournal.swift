package import TartanStore

/// The journal of a call. An ADD that can't write it fails; a DEL, CHECK or GC goes on without and says so in the log.
package final class CallJournal {
    private var writer: JournalWriter?
    private var isRequired: Bool
    private let log: Log

    package init(_ writer: consuming JournalWriter?, isRequired: Bool, log: Log) {
        self.writer = consume writer
        self.isRequired = isRequired
        self.log = log
    }

    /// For a call that has nothing to write to.
    static func none(_ log: Log) -> CallJournal { CallJournal(nil, isRequired: false, log: log) }

    /// From now on the call goes on without what can't be written: an undo works from memory.
    func stopRequiring() { isRequired = false }

    package func append(_ step: JournalStep) throws(StoreError) {
        guard writer != nil else { return }
        do throws(StoreError) {
            try writer?.append(step)
        } catch {
            if isRequired { throw error }
            log.error("the journal can't be written, going on without: \(error)")
            writer = nil
        }
    }

    /// For steps after which the call goes on in any case.
    package func note(_ step: JournalStep) {
        do throws(StoreError) { try append(step) } catch { log.error("a step could not be journalled: \(error)") }
    }
}
