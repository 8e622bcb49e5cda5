import TartanStore

/// Records whose sandbox is gone, and calls that were cut off.
struct StaleRecordCheck: DoctorCheck {
    let id = "stale-records"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard node.isLive else { return .skipped(ExaminedNode.notLive) }
        guard (try? node.store.opened.get()) != nil else { return .skipped("there is no store that could be read") }
        let runtimes = node.runtimes
        let boot = node.bootID
        var reasons: [(why: RecordVerdict, records: [String])] = []
        for (key, record) in node.store.records {
            let verdict = RecordVerdict(record, runtimes, boot: boot, isGone: node.isGone)
            guard verdict.isDue else { continue }
            let pod = record.opening.podName.map { "\(record.opening.podNamespace ?? "")/\($0)" }
            let name = pod ?? "\(key.sandbox.prefix(12))/\(key.interface)"
            if let index = reasons.firstIndex(where: { $0.why == verdict }) {
                reasons[index].records.append(name)
            } else {
                reasons.append((verdict, [name]))
            }
        }
        let number = reasons.reduce(0) { $0 + $1.records.count }
        guard number > 0 else {
            return .passed("every record is of a sandbox that is there (\(node.store.records.count))")
        }
        return .found([
            .warning(
                "\(CollectReport.count(number, "record")) \(number == 1 ? "is" : "are") of sandboxes that are gone, or of "
                    + "calls that were cut off: what they hold (addresses, rules) is used by nobody.",
                evidence: reasons.map { reason in
                    let more = reason.records.count > 5 ? " and \(reason.records.count - 5) more" : ""
                    return "\(reason.records.prefix(5).joined(separator: ", "))\(more): \(reason.why.words)."
                },
                repair: node.storeCommand("gc")
                    + "         (a timer does it: sudo systemctl enable --now tartan-gc.timer)",
                safe: node.files.root == nil ? .collect : nil)
        ])
    }
}
