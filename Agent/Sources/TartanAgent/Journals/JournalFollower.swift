import Logging
import Replication
public import ServiceLifecycle

/// Looks into the plugin's journals: tells of each ADD that ended, and counts what its calls did.
public struct JournalFollower: Service {
    let store: StoreKeeper
    let recorder: EventRecorder
    let limits: EventLimits
    let logger: Logger

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var failure: String?
            var metrics = CallMetrics()
            // Counters begin at zero with the agent, so what ended before is not theirs.
            let start = ObjectEvent.now
            while !Task.isCancelled {
                do throws(StoreReplicaFailure) {
                    try await tell(&metrics, start)
                    failure = nil
                } catch {
                    if failure != error.description { logger.error("the journals can't be read: \(error)") }
                    failure = error.description
                }
                try? await Task.sleep(for: limits.journalPause)
            }
        }
    }

    private func tell(_ metrics: inout CallMetrics, _ start: UInt64) async throws(StoreReplicaFailure) {
        let patience = UInt64(limits.patience.components.seconds) * 1_000_000
        let now = ObjectEvent.now
        let news = try await store.news(since: now > patience ? now - patience : 0, counting: start)
        metrics.record(news)
        if let left = try await store.leftOver() { metrics.record(leftOver: left) }
        for add in news.adds {
            if case .failed(let code, let message) = add.outcome {
                logger.info(
                    "an ADD failed: \(message)",
                    metadata: ["pod": "\(add.podNamespace)/\(add.podName)", "code": "\(code)"])
            }
            for event in AddEvents.of(add) { await recorder.record(event) }
        }
    }
}
