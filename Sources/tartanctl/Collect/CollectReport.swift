import CNI
import ExactJSON

/// What a collection did, or would do.
struct CollectReport {
    struct FreedLease {
        let lease: Lease
        /// Why it could not be freed.
        let problem: String?
    }

    let records: [CollectedRecord]
    let leases: [FreedLease]
    let isDryRun: Bool

    var isFailure: Bool { records.contains(where: \.isFailure) || leases.contains { $0.problem != nil } }

    var text: String {
        let lines = records.compactMap(\.line) + leases.map(Self.line)
        return ([headline] + lines.map { "  " + $0.escapingControlCharacters }).joined(separator: "\n") + "\n"
    }

    private var headline: String {
        var counts: [String] = []
        func count(_ word: String, _ number: Int) { if number > 0 { counts.append("\(number) \(word)") } }
        count(isDryRun ? "would be detached" : "detached", records.count { $0.isDone })
        count("forgotten", records.count { if case .forgotten = $0.fate { true } else { false } })
        count("failed", records.count(where: \.isFailure))
        count("busy", records.count { if case .skipped = $0.fate { true } else { false } })
        count("kept", records.count { if case .kept = $0.fate { true } else { false } })
        let what = counts.isEmpty ? "no records" : "records: " + counts.joined(separator: ", ")
        let freed = leases.count { $0.problem == nil }
        return what + (freed == 0 ? "" : "; addresses \(isDryRun ? "that would be freed" : "freed"): \(freed)")
    }

    private static func line(_ freed: FreedLease) -> String {
        let what = "\(freed.lease.path), held by \(freed.lease.containerID.prefix(12)), which is gone"
        return freed.problem.map { "FAILED    \(what): \($0)" } ?? "address   \(what)"
    }

    var json: JSONValue {
        [
            "dryRun": .bool(isDryRun), "records": .array(records.map(\.json)),
            "leases": .array(
                leases.map { freed in
                    var object: JSONObject = [
                        "path": .string(freed.lease.path), "address": .string(freed.lease.address.description),
                        "containerID": .string(freed.lease.containerID),
                    ]
                    object["error"] = freed.problem.map { .string($0) }
                    return .object(object)
                }),
        ]
    }
}

extension CollectedRecord {
    fileprivate var isDone: Bool {
        switch fate {
        case .detached, .due: true
        case .kept, .skipped, .failed, .forgotten: false
        }
    }
}
