import CNI
import ExactJSON
import Glibc
import TartanStore

/// What `gc` did, or in a dry run would do.
struct CollectReport {
    let store: String
    let isDryRun: Bool
    /// How the person named the store, for commands that are proposed.
    let suffix: String
    /// Reservations were asked for.
    let withLeases: Bool
    var runtimes: [RuntimeState] = []
    var records: [CollectedRecord] = []
    /// Nil where reservations were not asked for, or could not be judged.
    var reservations: [CollectedReservation]?

    var hasFailed: Bool {
        records.contains { $0.error != nil }
            || reservations?.contains { if case .failed = $0.outcome { true } else { false } } ?? false
    }

    var json: JSONObject {
        var object: JSONObject = [
            "store": .string(store), "dryRun": .bool(isDryRun), "records": .array(records.map(\.json)),
        ]
        object["reservations"] = reservations.map { .array($0.map(\.json)) }
        object["runtimes"] = .array(runtimes.map(\.json))
        return object
    }

    var text: String {
        var text = recordsText
        if let reservations { text += Self.reservationsText(reservations, isDryRun: isDryRun) }
        for runtime in runtimes {
            guard let problem = runtime.problem else { continue }
            text += "\nnote: what \(runtime.name) runs can't be read (\(problem.escapingControlCharacters)), "
            text += "so its sandboxes were judged by their namespaces alone.\n"
        }
        if isDryRun, hasPlans {
            let sudo = geteuid() == 0 ? "" : "sudo "
            text += "\nNothing was changed. Do it: \(sudo)tartanctl gc\(withLeases ? " --leases" : "")\(suffix)\n"
        }
        return text
    }

    private var hasPlans: Bool {
        records.contains { $0.outcome == .wouldDetach } || reservations?.contains { $0.outcome == .wouldFree } ?? false
    }
}

// Records
extension CollectReport {
    private var recordsText: String {
        let told = records.filter { $0.outcome != .inUse }
        var sheet = Sheet(headline(told))
        var table = Table(["SANDBOX", "INTERFACE", "POD", "NETWORKS", "WHY", "RESULT"])
        for record in told { table.add(record.row) }
        sheet.table("", table)
        for record in told {
            guard let error = record.error else { continue }
            let lines = [error.details, nextStep(record)].compactMap { $0 }
            sheet.paragraph(error.message, lines.joined(separator: "\n"))
        }
        for record in told where !record.remarks.isEmpty {
            sheet.paragraph("note: \(record.subject)", record.remarks.joined(separator: "\n"))
        }
        return sheet.text
    }

    private func nextStep(_ record: CollectedRecord) -> String {
        "The record stays open and is tried again next time. To give it up without running anything: "
            + "tartanctl gc --forget \(shortKey(record.key))\(suffix)"
    }

    /// Short as runtimes print ids, where that is enough to name it.
    private func shortKey(_ key: RecordKey) -> String {
        let short = key.sandbox.prefix(12)
        let isUnique = records.allSatisfy { $0.key.sandbox == key.sandbox || !$0.key.sandbox.hasPrefix(short) }
        return "\(isUnique ? String(short) : key.sandbox)/\(key.interface)"
    }

    private func headline(_ told: [CollectedRecord]) -> String {
        let inUse = records.count - told.count
        let use = inUse == 1 ? "1 is in use" : "\(inUse) are in use"
        guard !told.isEmpty else {
            if records.isEmpty { return "Nothing to detach: there are no records in \(store)." }
            return "Nothing to detach: \(inUse == 1 ? "the only record is" : "all \(inUse) records are") in use."
        }
        let done = told.count { $0.outcome == .detached || $0.outcome == .wouldDetach }
        let failed = told.count { $0.error != nil }
        let left = told.count - done - failed
        var parts: [String] = []
        if done > 0 {
            let records = Self.count(done, "record")
            parts.append(isDryRun ? "Would detach \(records)" : "\(records) detached")
        }
        if failed > 0 { parts.append(Self.part(failed, "could not be", "detached", isFirst: parts.isEmpty)) }
        if left > 0 { parts.append(Self.part(left, "left alone", "", isFirst: parts.isEmpty)) }
        return parts.joined(separator: ", ") + (inUse > 0 ? "; \(use)." : ".")
    }

    /// `1 could not be`, or where nothing stands before it that says what was to be done, `1 record could not be detached`.
    private static func part(_ number: Int, _ words: String, _ verb: String, isFirst: Bool) -> String {
        guard isFirst else { return "\(number) \(words)" }
        return "\(count(number, "record")) \(words)" + (verb.isEmpty ? "" : " " + verb)
    }

    static func count(_ number: Int, _ word: String, _ plural: String? = nil) -> String {
        number == 1 ? "1 \(word)" : "\(number) \(plural ?? word + "s")"
    }
}

// Reservations
extension CollectReport {
    private static func reservationsText(_ all: [CollectedReservation], isDryRun: Bool) -> String {
        var table = Table(["NETWORK", "ADDRESS", "CONTAINER", "INTERFACE", "RESULT"])
        var freed = 0
        for collected in all {
            let result: String
            switch collected.outcome {
            case .recorded, .listed, .spared: continue
            case .freed: result = "freed"
            case .wouldFree: result = "would be freed"
            case .young: result = "left alone: younger than a minute, containerd may be about to list it"
            case .failed(let reason): result = "failed: \(reason)"
            }
            if collected.outcome == .freed || collected.outcome == .wouldFree { freed += 1 }
            let reservation = collected.reservation
            table.add([
                reservation.network, reservation.address, String(reservation.containerID.prefix(12)),
                reservation.interface ?? "", result,
            ])
        }
        if table.rows.isEmpty {
            return all.isEmpty
                ? "\nNo address is reserved.\n"
                : "\nNo address to free: each of \(count(all.count, "reservation")) is of a container that is there.\n"
        }
        let addresses = count(freed, "address", "addresses")
        let owner = "that \(freed == 1 ? "belongs" : "belong") to nobody"
        var sheet = Sheet(isDryRun ? "Would free \(addresses) \(owner)." : "\(addresses) freed \(owner).")
        sheet.table("", table)
        return "\n" + sheet.text
    }
}
