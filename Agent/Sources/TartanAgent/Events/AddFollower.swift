import Logging
import Replication
public import ServiceLifecycle

/// Looks into the plugin's journals and tells of each ADD that ended.
public struct AddFollower: Service {
    let store: StoreKeeper
    let recorder: EventRecorder
    let limits: EventLimits
    let logger: Logger

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var failure: String?
            while !Task.isCancelled {
                do throws(StoreReplicaFailure) {
                    try await tell()
                    failure = nil
                } catch {
                    if failure != error.description { logger.error("the journals can't be read: \(error)") }
                    failure = error.description
                }
                try? await Task.sleep(for: limits.journalPause)
            }
        }
    }

    private func tell() async throws(StoreReplicaFailure) {
        let patience = UInt64(limits.patience.components.seconds) * 1_000_000
        let now = ObjectEvent.now
        for add in try await store.endedAdds(since: now > patience ? now - patience : 0) {
            if case .failed(let code, let message) = add.outcome {
                logger.info(
                    "an ADD failed: \(message)",
                    metadata: ["pod": "\(add.podNamespace)/\(add.podName)", "code": "\(code)"])
            }
            for event in AddEvents.of(add) { await recorder.record(event) }
        }
    }
}
