import ExactJSON
import TartanStore

/// What `gc --forget` and `gc --forget-network` did, or in a dry run would do.
struct ForgettingReport {
    let store: String
    /// How the person named the store, for commands that are proposed.
    let suffix: String
    let isDryRun: Bool
    var forgotten: [ForgottenRecord] = []
    var spared: [SparedRecord] = []

    var json: JSONObject {
        var object: JSONObject = [
            "store": .string(store), "dryRun": .bool(isDryRun), "forgotten": .array(forgotten.map(\.json)),
        ]
        if !spared.isEmpty { object["spared"] = .array(spared.map(\.json)) }
        return object
    }

    var text: String {
        if forgotten.isEmpty, spared.isEmpty { return "" }
        var sheet = Sheet(headline)
        if !forgotten.isEmpty {
            var table = Table(["SANDBOX", "INTERFACE", "NETWORK", "ATTACHED AS", "NO DEL BY"])
            for record in forgotten { for row in record.rows { table.add(row) } }
            sheet.table("", table)
        }
        let living = forgotten.compactMap(\.sandbox)
        if !living.isEmpty {
            sheet.paragraph("Sandboxes that are there and go on using it", living.joined(separator: "\n"))
        }
        let running = forgotten.compactMap(\.running)
        if !running.isEmpty { sheet.paragraph("Still running", running.joined(separator: "\n")) }
        let waiting = spared.filter { $0.reason != .inUse }
        if !waiting.isEmpty { sheet.paragraph("Left alone", waiting.map(\.line).joined(separator: "\n")) }
        sheet.next(
            forgotten.isEmpty
                ? "What can be detached still: tartanctl gc --dry-run\(suffix)"
                : "Addresses that are left with nobody: tartanctl gc --leases --dry-run\(suffix)")
        return sheet.text
    }

    private var headline: String {
        let inUse = spared.count { $0.reason == .inUse }
        let use = inUse == 0 ? "" : inUse == 1 ? " 1 is in use." : " \(inUse) are in use."
        if forgotten.isEmpty { return "Nothing to close: no record is there of which nothing else is left.\(use)" }
        let records = CollectReport.count(forgotten.count, "record")
        let what = forgotten.count == 1 ? "it leaves" : "they leave"
        return
            (isDryRun
            ? "Would close \(records) without running anything.\(use) What \(what):"
            : "\(records) closed, nothing was run.\(use) What \(what):")
    }
}
