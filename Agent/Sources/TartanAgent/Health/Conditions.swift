import KubernetesClient
import Metrics
import Synchronization

/// What is true of the agent now: which watches are current, which objects it had to refuse.
public final class Conditions: Sendable {
    private let state = Mutex(State())

    private struct State {
        var watches: [String: Watch] = [:]
    }

    private struct Watch {
        var isComplete = false
        var failure: APIFailure?
        var failingSince: ContinuousClock.Instant?
        var refused: [ObjectName: String] = [:]
    }

    /// What `/readyz` says.
    public struct Readiness: Sendable, Equatable {
        public var isReady: Bool
        /// A line for each watch, and one for each object that was refused.
        public var lines: [String]
    }

    public init() {}

    func expect(_ watch: String) { state.withLock { $0.watches[watch] = $0.watches[watch] ?? Watch() } }

    /// The watch of a namespace that is no longer looked after.
    func drop(_ watch: String) { state.withLock { $0.watches[watch] = nil } }

    func current(_ watch: String) {
        state.withLock {
            $0.watches[watch, default: Watch()].isComplete = true
            $0.watches[watch]?.failure = nil
            $0.watches[watch]?.failingSince = nil
        }
        Gauge(label: "tartan_agent_watch_current", dimensions: [("watch", watch)]).record(1)
    }

    /// - Returns: whether it failed otherwise, or not at all, before.
    func failing(_ watch: String, _ failure: APIFailure) -> Bool {
        Counter(label: "tartan_agent_watch_restarts_total", dimensions: [("watch", watch)]).increment()
        Gauge(label: "tartan_agent_watch_current", dimensions: [("watch", watch)]).record(0)
        return state.withLock {
            let before = $0.watches[watch, default: Watch()].failure
            $0.watches[watch]?.failure = failure
            if before == nil { $0.watches[watch]?.failingSince = .now }
            return before != failure
        }
    }

    func wrote(_ watch: String) {
        Counter(label: "tartan_agent_store_writes_total", dimensions: [("watch", watch)]).increment()
    }

    func refused(_ object: ObjectName, in watch: String, because reason: String) {
        let count = state.withLock {
            $0.watches[watch, default: Watch()].refused[object] = reason
            return $0.watches[watch]?.refused.count ?? 0
        }
        Gauge(label: "tartan_agent_objects_refused", dimensions: [("watch", watch)]).record(count)
    }

    func accepted(_ object: ObjectName, in watch: String) {
        let count: Int? = state.withLock {
            guard $0.watches[watch]?.refused.removeValue(forKey: object) != nil else { return nil }
            return $0.watches[watch]?.refused.count
        }
        if let count { Gauge(label: "tartan_agent_objects_refused", dimensions: [("watch", watch)]).record(count) }
    }

    func retain(_ present: Set<ObjectName>, in watch: String) {
        state.withLock {
            let left = $0.watches[watch]?.refused.filter { present.contains($0.key) } ?? [:]
            $0.watches[watch]?.refused = left
        }
    }

    /// Ready once every list was complete; a watch that fails afterwards leaves the store as good as it was.
    public var readiness: Readiness {
        state.withLock { state in
            var lines: [String] = []
            for (name, watch) in state.watches.sorted(by: { $0.key < $1.key }) {
                let mark = watch.isComplete ? "[+]" : "[-]"
                var line = "\(mark) \(name): \(watch.isComplete ? "complete" : "not listed yet")"
                if let failure = watch.failure { line += "; \(failure.advice(name))" }
                lines.append(line)
                for (object, reason) in watch.refused.sorted(by: { $0.key.description < $1.key.description }).prefix(20)
                {
                    lines.append("[!] \(object) is not usable: \(reason)")
                }
            }
            return Readiness(
                isReady: !state.watches.isEmpty && state.watches.values.allSatisfy(\.isComplete), lines: lines)
        }
    }
}
