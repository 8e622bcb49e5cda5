import ExactJSON
import TartanStore

extension TraceSearch {
    /// What to say where there is neither a record nor a history of the target.
    func notFound(_ problems: [String]) throws(Failure) -> Failure {
        let pods = target.readings.compactMap(\.pod)
        var failure = Failure(
            .no, code: "notFound",
            "nothing is known of \"\(target.text)\" in \(store.root): no record, and no history.",
            facts: ["name": .string(target.text), "store": .string(store.root)])
        if !problems.isEmpty {
            failure = Failure(
                .no, code: "notFound",
                failure.message
                    + " That may be because of \(problems.count == 1 ? "this" : "these \(problems.count)"): "
                    + problems.prefix(3).joined(separator: "; ") + ".", facts: failure.facts)
            failure.facts["unreadable"] = .array(problems.map { .string($0) })
        }
        let proposals = try proposals(pods)
        failure.hints = proposals.prefix(3).map { "tartanctl trace \($0)\(suffix)" }
        if proposals.isEmpty { failure.hints = try inStore(pods) }
        if failure.hints.isEmpty {
            failure.hints = ["What is attached: tartanctl get records\(suffix)       To wait for a call: --follow"]
        }
        return failure
    }

    /// Pods of that name in other namespaces; else those whose name is nearly the same.
    private func proposals(_ pods: [(namespace: String, name: String)]) throws(Failure) -> [String] {
        guard !pods.isEmpty else { return [] }
        var known: Set<String> = []
        for place in try Failure.converting({ () throws(StoreError) in try store.journals() }) {
            guard let tail = try? JournalTail(place), (try? tail.read()) != nil,
                let opening = tail.scan.record?.opening,
                let namespace = opening.podNamespace, let name = opening.podName
            else { continue }
            known.insert(namespace + "/" + name)
        }
        let namesakes = known.filter { pod in pods.contains { pod.hasSuffix("/" + $0.name) } }
        if !namesakes.isEmpty { return namesakes.sorted() }
        return pods.compactMap { Spelling.closest(to: "\($0.namespace)/\($0.name)", in: known.sorted()) }
    }

    /// A pod that is known and of which no ADD has come.
    private func inStore(_ pods: [(namespace: String, name: String)]) throws(Failure) -> [String] {
        for pod in pods {
            let key = "\(pod.namespace)/\(pod.name)"
            let stored = try Failure.converting { () throws(StoreError) in
                try store.pods(namespace: pod.namespace).contains { $0.name == pod.name }
            }
            guard stored else { continue }
            return [
                "The pod is in the store, and no ADD of it has come to this node (or it ended more than a day ago).",
                "What an ADD would do: tartanctl explain \(key)\(suffix)",
            ]
        }
        return []
    }
}
