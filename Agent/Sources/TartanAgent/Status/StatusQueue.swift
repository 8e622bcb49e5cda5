import KubernetesClient
import Logging
import Metrics
import Replication
public import ServiceLifecycle

/// Publishes what is in the outbox, each pod's newest status, until it is done or the pod is gone.
///
/// The outbox is the queue: what is in memory is only what is being done now and when what failed is tried again.
public actor StatusQueue: Service {
    private let store: StoreKeeper
    private let publisher: StatusPublisher
    private let conditions: Conditions
    private let logger: Logger
    private var running: [String: Task<StatusPublisher.Outcome, Never>] = [:]
    private var waiting: [String: Retry] = [:]
    /// Names that can't be read and were told already.
    private var unreadable: Set<String> = []

    private struct Retry {
        var backoff = Backoff()
        var notBefore = ContinuousClock.now
    }

    /// How many requests are on their way at once.
    static let width = 16
    /// Between two looks into the outbox; a plugin that pokes isn't kept waiting by it.
    static let pause = Duration.seconds(2)

    init(store: StoreKeeper, publisher: StatusPublisher, conditions: Conditions, logger: Logger) {
        self.store = store
        self.publisher = publisher
        self.conditions = conditions
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.round()
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    /// Publishes one entry now, and tells how it went: what a plugin waits for.
    func publish(_ name: String) async -> StatusPublisher.Outcome {
        if let task = running[name] { return await task.value }
        let status: PendingStatus
        do throws(StoreReplicaFailure) {
            // It was published between the poke and now.
            guard let found = try await store.pendingStatus(name) else { return .unchanged }
            status = found
        } catch {
            return .failed(.consumer(ConsumerFailure(error.description)))
        }
        if let task = running[name] { return await task.value }
        return await start(status).value
    }

    private func start(_ status: PendingStatus) -> Task<StatusPublisher.Outcome, Never> {
        let task = Task {
            let outcome = await publisher.publish(status)
            await self.finish(status, outcome)
            return outcome
        }
        running[status.name] = task
        return task
    }

    private func finish(_ status: PendingStatus, _ outcome: StatusPublisher.Outcome) async {
        running[status.name] = nil
        let pod = "\(status.podNamespace)/\(status.podName)"
        switch outcome {
        case .published, .unchanged, .podGone:
            waiting[status.name] = nil
            if outcome != .podGone { conditions.solved(.status) }
            do { try await store.settle(status) } catch { logger.error("\(error)") }
        case .failed(let failure):
            let isFirst = waiting[status.name] == nil
            var retry = waiting[status.name] ?? Retry()
            let pause = retry.backoff.next(asked: failure.retryAfter)
            retry.notBefore = .now + pause
            waiting[status.name] = retry
            let advice = failure.advice(needing: "get of pods and patch of pods/status")
            let text = "the network status of \(pod) is not published yet: \(advice)"
            isFirst ? logger.warning("\(text)") : logger.debug("\(text)")
            if failure.isRefusal { _ = conditions.problem(.status, "it is not published: \(advice)") }
        }
        Counter(
            label: "tartan_agent_status_total", dimensions: [("outcome", outcome.label)]
        ).increment()
    }

    /// One look into the outbox.
    private func round() async {
        let names: [String]
        do { names = try await store.pending() } catch {
            logger.error("the outbox can't be read: \(error)")
            return
        }
        Gauge(label: "tartan_agent_outbox_entries").record(names.count)
        waiting = waiting.filter { names.contains($0.key) }
        unreadable.formIntersection(names)
        for status in await newest(names) {
            if Task.isCancelled { return }
            while running.count >= Self.width, let task = running.values.first { _ = await task.value }
            if running[status.name] != nil || waiting[status.name].map({ $0.notBefore > .now }) ?? false { continue }
            _ = start(status)
        }
    }

    /// Of each pod the newest; older sandboxes' entries are taken out, for they are no longer true.
    private func newest(_ names: [String]) async -> [PendingStatus] {
        var newest: [String: PendingStatus] = [:]
        for name in names {
            do throws(StoreReplicaFailure) {
                guard let status = try await store.pendingStatus(name) else { continue }
                guard let other = newest[status.podUID] else {
                    newest[status.podUID] = status
                    continue
                }
                let (new, old) = status.wallTime >= other.wallTime ? (status, other) : (other, status)
                newest[status.podUID] = new
                try await store.settle(old)
            } catch {
                guard unreadable.insert(name).inserted else { continue }
                logger.error("the status \(name) in the outbox can't be read: \(error)")
            }
        }
        return newest.values.sorted { $0.wallTime < $1.wallTime }
    }
}

extension StatusPublisher.Outcome {
    var label: String {
        switch self {
        case .published: "published"
        case .unchanged: "unchanged"
        case .podGone: "podGone"
        case .failed: "failed"
        }
    }
}
