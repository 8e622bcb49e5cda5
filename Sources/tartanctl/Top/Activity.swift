import CNI
import LinuxSystem
import TartanStore

/// What the journals of a store tell of a stretch of time.
struct Activity {
    struct PluginCall: Hashable {
        let type: String
        /// `ADD` or `DEL`.
        let verb: String
    }

    private(set) var adds = Timings()
    /// Calls that detached a pod, or tried to.
    private(set) var detached = Timings()
    /// By the network's name: attaching, and how many pods have it now.
    private(set) var networks: [String: Timings] = [:]
    private(set) var attached: [String: Int] = [:]
    private(set) var plugins: [PluginCall: Timings] = [:]
    /// Sandboxes that have something attached now.
    private(set) var sandboxes = 0
    /// Calls that a process works on right now.
    private(set) var underWay = 0
    /// When the oldest call in the history began, where the history is full and may have lost older ones of the stretch.
    private(set) var historyBegins: UInt64?
    private(set) var problems: [Failure] = []

    /// - Parameter start: microseconds since 1970-01-01T00:00Z.
    init(of store: Store, since start: UInt64) throws(Failure) {
        var seen: Set<FileIdentity> = []
        var finished = 0
        var oldest = UInt64.max
        var holding: Set<String> = []
        for place in try Failure.converting({ () throws(StoreError) in try store.journals() }) {
            do throws(StoreError) {
                guard let tail = try TraceSearch.open(place), seen.insert(tail.identity).inserted else { continue }
                try tail.read()
                guard let record = tail.scan.record else { continue }
                if place.isFinished {
                    finished += 1
                    oldest = min(oldest, record.opening.wallTime)
                } else {
                    count(ListedRecord(key: place.key, record: record), &holding, store)
                }
                let calls = TracedCall.calls(of: record, modified: tail.modified)
                for call in calls where call.wallTime >= start { add(call, of: record) }
            } catch {
                problems.append(Failure(error))
            }
        }
        sandboxes = holding.count
        if finished >= Limits.historyFiles, oldest > start { historyBegins = oldest }
    }

    private mutating func count(_ listed: ListedRecord, _ holding: inout Set<String>, _ store: Store) {
        if !listed.record.isAnswered || listed.record.isBeingDetached,
            store.sandbox(listed.record.opening.containerID).holder()?.isRunning == true
        {
            underWay += 1
        }
        guard listed.state != .gone, !listed.attached.isEmpty else { return }
        holding.insert(listed.key.sandbox)
        for index in listed.attached { attached[listed.record.attachments[index].network, default: 0] += 1 }
    }

    private mutating func add(_ call: TracedCall, of record: Record) {
        let pod = Self.subject(record.opening)
        let hasFailed = call.answer.map { $0.code != nil } ?? (call.kept != nil)
        let time = call.isOver ? call.microseconds : nil
        if call.isOpening {
            adds.add(time, failed: hasFailed, of: pod, at: call.wallTime)
        } else {
            detached.add(time, failed: hasFailed, of: pod, at: call.wallTime)
        }
        for (index, attachment) in record.attachments.enumerated() {
            let own = call.binaries.filter { $0.start.attachment == index }
            for binary in own {
                let plugin = PluginCall(
                    type: attachment.plugins[binary.start.plugin].type, verb: binary.start.verb)
                plugins[plugin, default: Timings()].add(
                    binary.duration, failed: binary.hasFailed, of: pod, at: call.wallTime)
            }
            let adding = own.filter { $0.start.verb == "ADD" }
            guard !adding.isEmpty else { continue }
            networks[attachment.network, default: Timings()].add(
                adding.compactMap(\.duration).reduce(0, +), failed: adding.contains { $0.hasFailed }, of: pod,
                at: call.wallTime)
        }
    }

    /// What `trace` takes.
    private static func subject(_ opening: JournalOpening) -> String {
        guard let namespace = opening.podNamespace, let name = opening.podName else {
            return String(opening.containerID.prefix(12))
        }
        return namespace + "/" + name
    }
}
