public import ExactJSON
public import KubernetesClient

/// Keeps what a watch said, in order, and what would be there then.
public actor RecordingConsumer: WatchConsumer {
    public private(set) var log: [String] = []
    public private(set) var present: [ObjectName: JSONValue] = [:]
    public private(set) var failures: [APIFailure] = []
    public private(set) var isCurrent = false
    /// The next puts fail with this reason.
    private var refusals: [String] = []

    public init() {}

    public func refuse(_ reasons: String...) { refusals += reasons }

    public func put(_ object: JSONValue, _ name: ObjectName) async throws(ConsumerFailure) {
        if !refusals.isEmpty { throw ConsumerFailure(refusals.removeFirst()) }
        log.append("put \(name)")
        present[name] = object
    }

    public func remove(_ name: ObjectName) async throws(ConsumerFailure) {
        log.append("remove \(name)")
        present[name] = nil
    }

    public func complete(_ names: Set<ObjectName>) async throws(ConsumerFailure) {
        log.append("complete \(names.count)")
        present = present.filter { names.contains($0.key) }
    }

    public func watch(_ state: WatchState) async {
        switch state {
        case .current: isCurrent = true
        case .failing(let failure, _):
            isCurrent = false
            failures.append(failure)
        }
    }

    public func config(_ namespace: String, _ name: String) -> String? {
        present[ObjectName(namespace, name)]?["spec"]?["config"]?.string
    }
}
