import KubernetesClient
import Metrics
import Synchronization

/// What is true of the agent now: which watches are current, which objects it had to refuse.
public final class Conditions: Sendable {
    private let state = Mutex(State())

    private struct State {
        var watches: [String: Watch] = [:]
        var problems: [Concern: String] = [:]
    }

    /// What the agent does beside its watches; what is wrong with it keeps nothing else from working.
    enum Concern: String, CaseIterable {
        case events
        case status = "network status"
        case devices
    }

    private struct Watch {
        var isComplete = false
        var failure: APIFailure?
        var failingSince: ContinuousClock.Instant?
        let began = ContinuousClock.now
        var refused: [ObjectName: String] = [:]
    }

    /// What `/readyz` says.
    public struct Readiness: Sendable, Equatable {
        public var isReady: Bool
        /// A line for each watch, one for each object that can't be used, and one for each other problem.
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

    /// Tells how old the store may be, of each watch: to be called before the metrics are read.
    func measureAges() {
        let ages = state.withLock { state in
            state.watches.mapValues { watch in
                watch.isComplete && watch.failure == nil
                    ? .zero : (watch.failingSince ?? watch.began).duration(to: .now)
            }
        }
        for (watch, age) in ages {
            Gauge(label: "tartan_agent_store_age_seconds", dimensions: [("watch", watch)])
                .record(Double(age.components.seconds))
        }
    }

    func wrote(_ watch: String) {
        Counter(label: "tartan_agent_store_writes_total", dimensions: [("watch", watch)]).increment()
    }

    /// - Returns: whether it was not, or for another reason, before.
    func refused(_ object: ObjectName, in watch: String, because reason: String) -> Bool {
        let (count, before) = state.withLock {
            let before = $0.watches[watch, default: Watch()].refused.updateValue(reason, forKey: object)
            return ($0.watches[watch]?.refused.count ?? 0, before)
        }
        Gauge(label: "tartan_agent_objects_refused", dimensions: [("watch", watch)]).record(count)
        return before != reason
    }

    func accepted(_ object: ObjectName, in watch: String) {
        let count: Int? = state.withLock {
            guard $0.watches[watch]?.refused.removeValue(forKey: object) != nil else { return nil }
            return $0.watches[watch]?.refused.count
        }
        if let count { Gauge(label: "tartan_agent_objects_refused", dimensions: [("watch", watch)]).record(count) }
    }

    func retain(_ present: Set<ObjectName>, in watch: String) {
        let count = state.withLock {
            let left = $0.watches[watch]?.refused.filter { present.contains($0.key) } ?? [:]
            $0.watches[watch]?.refused = left
            return left.count
        }
        Gauge(label: "tartan_agent_objects_refused", dimensions: [("watch", watch)]).record(count)
    }

    /// - Returns: whether there was none, or another one, before.
    func problem(_ concern: Concern, _ text: String) -> Bool {
        Gauge(label: "tartan_agent_problem", dimensions: [("with", concern.rawValue)]).record(1)
        return state.withLock { $0.problems.updateValue(text, forKey: concern) != text }
    }

    func solved(_ concern: Concern) {
        Gauge(label: "tartan_agent_problem", dimensions: [("with", concern.rawValue)]).record(0)
        state.withLock { $0.problems[concern] = nil }
    }

    /// Ready once every list was complete; a watch that fails afterwards leaves the store as good as it was.
    public var readiness: Readiness {
        state.withLock { state in
            var lines: [String] = []
            for (name, watch) in state.watches.sorted(by: { $0.key < $1.key }) {
                let mark = watch.isComplete ? "[+]" : "[-]"
                var line = "\(mark) \(name): \(watch.isComplete ? "complete" : "not listed yet")"
                if let failure = watch.failure { line += "; \(failure.advice(watching: name))" }
                lines.append(line)
                for (object, reason) in watch.refused.sorted(by: { $0.key.description < $1.key.description }).prefix(20)
                {
                    lines.append("[!] \(object) is not usable: \(reason)")
                }
            }
            for (concern, text) in state.problems.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                lines.append("[!] \(concern.rawValue): \(text)")
            }
            return Readiness(
                isReady: !state.watches.isEmpty && state.watches.values.allSatisfy(\.isComplete), lines: lines)
        }
    }
}
