import ExactJSON
import KubernetesClient
import Logging
import Metrics
public import ServiceLifecycle

/// Writes events: what is told again is counted in the event that there is, and neither an object nor the agent writes more than
/// its share. What can't be written is dropped and counted; nobody waits for an event.
public actor EventRecorder: Service {
    private let client: KubernetesClient
    private let conditions: Conditions
    private let host: String?
    private let limits: EventLimits
    private let logger: Logger

    private var entries: [Key: Entry] = [:]
    private var shares: [ObjectEvent.Object: TokenBucket] = [:]
    private var requests: TokenBucket
    private var backoff = Backoff()
    private var notBefore = ContinuousClock.now
    private var isRefused = false

    private struct Key: Hashable {
        let object: ObjectEvent.Object
        let reason: String
        let message: String

        init(_ event: ObjectEvent) {
            object = event.object
            reason = event.reason
            message = event.message
        }
    }

    private struct Entry {
        let event: ObjectEvent
        let recorded = ContinuousClock.now
        var last: UInt64
        var count = 1
        /// What the API server has; 0 where it has no such event.
        var written = 0
        var notBefore = ContinuousClock.now
    }

    /// Why an event is written by nobody.
    enum Drop: String {
        /// The object had its share.
        case rate
        /// Too many wait.
        case full
        /// The API server doesn't let the agent write events.
        case denied
        /// It doesn't take this one: its namespace is going or gone, or it finds it wrong.
        case refused
        /// The API server was away for too long.
        case late
    }

    /// - Parameter host: the node's name.
    init(client: KubernetesClient, conditions: Conditions, host: String?, limits: EventLimits, logger: Logger) {
        self.client = client
        self.conditions = conditions
        self.host = host
        self.limits = limits
        self.logger = logger
        requests = TokenBucket(limits.requests, pause: limits.requestPause)
    }

    func record(_ event: ObjectEvent) {
        let key = Key(event)
        if var known = entries[key] {
            if event.isShared { return }
            known.count += 1
            known.last = max(known.last, event.time)
            entries[key] = known
            return
        }
        if isRefused, ContinuousClock.now < notBefore { return drop(.denied) }
        guard takesShare(of: event.object) else { return drop(.rate) }
        makeRoom()
        guard entries.count < EventLimits.kept else { return drop(.full) }
        entries[key] = Entry(event: event, last: event.time)
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.round()
                try? await Task.sleep(for: self.limits.pause)
            }
        }
    }

    private func takesShare(of object: ObjectEvent.Object) -> Bool {
        if shares[object] == nil, shares.count >= EventLimits.objects { shares.removeAll() }
        return shares[object, default: TokenBucket(limits.ofObject, pause: limits.objectPause)].take()
    }

    /// Forgets what was written and is the longest ago.
    private func makeRoom() {
        guard entries.count >= EventLimits.kept else { return }
        let done = entries.filter { $0.value.written == $0.value.count }.sorted { $0.value.last < $1.value.last }
        for (key, _) in done.prefix(EventLimits.kept / 4) { entries[key] = nil }
    }

    private func drop(_ reason: Drop, count: Int = 1) {
        Counter(label: "tartan_agent_events_dropped_total", dimensions: [("reason", reason.rawValue)])
            .increment(by: count)
    }
}

// Writing.
extension EventRecorder {
    private func round() async {
        giveUp()
        var due = due()
        while !due.isEmpty, ContinuousClock.now >= notBefore, !Task.isCancelled {
            var batch: [Key] = []
            while batch.count < EventLimits.width, !due.isEmpty, requests.take() { batch.append(due.removeFirst()) }
            if batch.isEmpty { return }
            await withDiscardingTaskGroup { tasks in
                for key in batch { tasks.addTask { await self.write(key) } }
            }
        }
    }

    /// What waits too long is no news any more.
    private func giveUp() {
        let now = ContinuousClock.now
        for (key, entry) in entries where entry.written == 0 && now - entry.recorded > limits.patience {
            entries[key] = nil
            drop(.late)
        }
    }

    private func due() -> [Key] {
        let now = ContinuousClock.now
        return entries.filter { $0.value.count > $0.value.written && $0.value.notBefore <= now }
            .sorted { $0.value.event.time < $1.value.event.time }.map(\.key)
    }

    private func write(_ key: Key) async {
        guard let entry = entries[key] else { return }
        let event = entry.event
        let outcome: String
        do throws(APIFailure) {
            if entry.written == 0 {
                outcome = try await create(event, entry)
            } else {
                outcome = "repeated"
                _ = try await client.patch(
                    .events, ObjectName(event.object.namespace, event.name),
                    ["count": .integer(entry.count), "lastTimestamp": .string(entry.last.timestamp)])
            }
        } catch {
            return failed(key, error)
        }
        entries[key]?.written = entry.count
        entries[key]?.notBefore = .now + limits.repeatPause
        backoff.reset()
        isRefused = false
        conditions.solved(.events)
        Counter(label: "tartan_agent_events_total", dimensions: [("outcome", outcome)]).increment()
    }

    private func create(_ event: ObjectEvent, _ entry: Entry) async throws(APIFailure) -> String {
        do throws(APIFailure) {
            _ = try await client.create(
                .events, namespace: event.object.namespace,
                event.json(host: host, count: entry.count, last: entry.last))
            return "written"
        } catch {
            // It was told before this agent started, or by another node's.
            guard error.isConflict else { throw error }
            return "known"
        }
    }

    private func failed(_ key: Key, _ failure: APIFailure) {
        let isTerminating = failure.statusCode == 403 && failure.description.contains("being terminated")
        switch failure.statusCode {
        case 403 where !isTerminating:
            entries[key] = nil
            drop(.denied)
            isRefused = true
            notBefore = .now + limits.refusalPause
            let text = "events can't be written: \(failure). The agent's ClusterRole needs create and patch of events"
            if conditions.problem(.events, text) { logger.warning("\(text)") }
        case 404 where (entries[key]?.written ?? 0) > 0:
            // The API server keeps an event for an hour.
            entries[key]?.written = 0
        case 400, 403, 404, 405, 413, 422:
            entries[key] = nil
            drop(.refused)
            logger.debug("an event of \(key.object.namespace)/\(key.object.name) was not taken: \(failure)")
        default:
            notBefore = .now + backoff.next(asked: failure.retryAfter)
            logger.debug("events wait: \(failure)")
        }
    }
}
