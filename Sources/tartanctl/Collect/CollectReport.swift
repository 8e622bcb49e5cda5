import CNI
import ExactJSON
import Glibc
import LinuxSystem
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
    /// Nil where Multus' state was not looked at.
    var multus: MultusReport?
    var deviceFiles: [CollectedDeviceFile] = []
    /// What the person should know of what was not looked at.
    var notes: [String] = []

    var hasFailed: Bool {
        records.contains { $0.error != nil } || multus?.hasFailed ?? false
            || deviceFiles.contains { if case .failed = $0.outcome { true } else { false } }
            || reservations?.contains { if case .failed = $0.outcome { true } else { false } } ?? false
    }

    /// What is still there, counted.
    ///
    /// - Parameter waiting: reservations that were only looked at.
    func leftOver(waiting: [CollectedReservation]?) -> LeftOver {
        var counts = [
            LeftOver.Count("records", records.count { $0.error != nil }),
            LeftOver.Count(
                "device files", deviceFiles.count { if case .failed = $0.outcome { true } else { false } }),
        ]
        if let waiting {
            counts.append(.init("reservations", waiting.count { $0.outcome == .wouldFree }))
        } else if let reservations {
            let failed = reservations.count { if case .failed = $0.outcome { true } else { false } }
            counts.append(.init("reservations", failed))
        }
        if let multus { counts.append(.init("sandboxes of Multus", multus.sandboxes.count { $0.error != nil })) }
        return LeftOver(wallTime: Clock.wallMicroseconds, counts: counts)
    }

    var json: JSONObject {
        var object: JSONObject = [
            "store": .string(store), "dryRun": .bool(isDryRun), "records": .array(records.map(\.json)),
        ]
        object["multus"] = multus.map { .object($0.json) }
        object["deviceFiles"] = .array(deviceFiles.map(\.json))
        object["reservations"] = reservations.map { .array($0.map(\.json)) }
        object["runtimes"] = .array(runtimes.map(\.json))
        if !notes.isEmpty { object["notes"] = .array(notes.map { .string($0) }) }
        return object
    }

    var text: String {
        var text = recordsText
        text += multus?.text(isDryRun: isDryRun) ?? ""
        text += CollectedDeviceFile.text(deviceFiles, isDryRun: isDryRun)
        if let reservations { text += Self.reservationsText(reservations, isDryRun: isDryRun) }
        for runtime in runtimes {
            guard let problem = runtime.problem else { continue }
            text += "\nnote: what \(runtime.name) runs can't be read (\(problem.escapingControlCharacters)), "
            text += "so its sandboxes were judged by their namespaces alone.\n"
        }
        for note in notes { text += "\nnote: \(note.escapingControlCharacters)\n" }
        if isDryRun, hasPlans {
            let sudo = geteuid() == 0 ? "" : "sudo "
            text += "\nNothing was changed. Do it: \(sudo)tartanctl gc\(withLeases ? " --leases" : "")\(suffix)\n"
        }
        return text
    }

    private var hasPlans: Bool {
        records.contains { $0.outcome == .wouldDetach } || reservations?.contains { $0.outcome == .wouldFree } ?? false
            || multus?.hasPlans ?? false || deviceFiles.contains { $0.outcome == .wouldRemove }
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
        for (network, number) in stuckNetworks {
            sheet.next(
                "To give up all \(number) records of \(network) without running anything: "
                    + "tartanctl gc --forget-network \(network.shellWord)\(suffix)")
        }
        for record in told where !record.remarks.isEmpty {
            sheet.paragraph("note: \(record.subject)", record.remarks.joined(separator: "\n"))
        }
        return sheet.text
    }

    /// The networks that are all that is left of several records that could not be detached, and of how many.
    private var stuckNetworks: [(network: String, records: Int)] {
        var numbers: [String: Int] = [:]
        for record in records where record.error != nil {
            guard let found = record.listed?.record else { continue }
            let left = Set(found.toDetach().map { found.attachments[$0.attachment].network })
            if left.count == 1, let network = left.first { numbers[network, default: 0] += 1 }
        }
        return numbers.filter { $0.value > 1 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
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
        guard !told.isEmpty else {
            if records.isEmpty { return "Nothing to detach: there are no records in \(store)." }
            return "Nothing to detach: \(inUse == 1 ? "the only record is" : "all \(inUse) records are") in use."
        }
        return Self.headline(told.map(\.outcome), inUse: inUse, "record", isDryRun: isDryRun)
    }

    /// `2 records detached, 1 could not be; 3 are in use.`
    ///
    /// - Parameter told: never empty.
    static func headline(
        _ told: [CollectedRecord.Outcome], inUse: Int, _ word: String, _ plural: String? = nil, isDryRun: Bool
    ) -> String {
        let done = told.count { $0 == .detached || $0 == .wouldDetach }
        let failed = told.count { if case .failed = $0 { true } else { false } }
        let left = told.count - done - failed
        var parts: [String] = []
        if done > 0 {
            let done = count(done, word, plural)
            parts.append(isDryRun ? "Would detach \(done)" : "\(done) detached")
        }
        // Where nothing stands before it that says what was to be done, it does.
        func part(_ number: Int, _ words: String, _ verb: String) -> String {
            parts.isEmpty ? "\(count(number, word, plural)) \(words)\(verb)" : "\(number) \(words)"
        }
        if failed > 0 { parts.append(part(failed, "could not be", " detached")) }
        if left > 0 { parts.append(part(left, "left alone", "")) }
        let use = inUse == 1 ? "1 is in use" : "\(inUse) are in use"
        return parts.joined(separator: ", ") + (inUse > 0 ? "; \(use)." : ".")
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
