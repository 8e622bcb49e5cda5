import CNI
import ExactJSON
import LinuxSystem
import Validation

/// `plugins list`
struct PluginListing {
    private let inventory: PluginInventory
    /// All networks and pods are named in the table.
    private let isWide: Bool

    init(_ inventory: PluginInventory, isWide: Bool) {
        self.inventory = inventory
        self.isWide = isWide
    }

    var listing: Listing {
        var listing = Listing(["NAME", "VERSIONS", "SIZE", "AGE", "NETWORKS", "PODS", "PATH", "STATE"])
        listing.items = inventory.entries.map { entry in
            .init(rows: [cells(entry)], json: json(entry), name: "plugin/\(entry.type)")
        }
        listing.emptyNote = "No plugins in \(inventory.folders.joined(separator: ", ")), and no network needs one."
        return listing
    }

    private func cells(_ entry: PluginInventory.Entry) -> [String] {
        [
            entry.type, Self.span(entry.versions), entry.facts.map { VolumeFacts.size(UInt64(max(0, $0.size))) } ?? "",
            entry.facts.map { Moment.age(since: $0.modified) } ?? "", networks(entry), pods(entry),
            entry.binary.path ?? "", words(entry),
        ]
    }

    /// Networks in the table before the others are counted.
    private static let shownNetworks = 3

    private func networks(_ entry: PluginInventory.Entry) -> String {
        let names = entry.users.map(\.network)
        let shown = isWide ? names.count : Self.shownNetworks
        let more = names.count > shown ? " +\(names.count - shown)" : ""
        return names.prefix(shown).joined(separator: ", ") + more
    }

    private func pods(_ entry: PluginInventory.Entry) -> String {
        let names = isWide && !entry.pods.isEmpty ? ": " + entry.pods.joined(separator: ", ") : ""
        return "\(entry.pods.count)\(names)"
    }

    /// `0.1.0 - 1.0.0` where it speaks all that lie between.
    private static func span(_ versions: [String]) -> String {
        let known = versions.compactMap { CNIVersion($0) }.sorted()
        guard let first = known.first, let last = known.last, known.count == versions.count, known.count > 2 else {
            return versions.joined(separator: ", ")
        }
        let between = CNIVersion.supported.filter { first <= $0 && $0 <= last }
        return Set(between) == Set(known) ? "\(first) - \(last)" : versions.joined(separator: ", ")
    }

    private func words(_ entry: PluginInventory.Entry) -> String {
        switch entry.state {
        case .ok: return "ok"
        case .hidden: return "hidden by \(entry.hiddenBy ?? "")"
        case .unasked: return "not asked"
        case .missing, .unusable, .refuses: return problem(entry) ?? ""
        }
    }

    /// A sentence without full stop.
    private func problem(_ entry: PluginInventory.Entry) -> String? {
        switch entry.binary.state {
        case .missing: return entry.binary.path.map { "missing, and pods need it: \($0)" } ?? "missing"
        case .unusable(let fault): return fault.words
        case .speaks, .unasked: break
        }
        guard let first = entry.refused.first else { return nil }
        let more = entry.refused.count > 1 ? " and \(entry.refused.count - 1) more" : ""
        return "doesn't speak CNI \(first.version) of \(first.network)\(more)"
    }

    private func json(_ entry: PluginInventory.Entry) -> JSONValue {
        var object: JSONObject = ["name": .string(entry.type), "state": .string(entry.state.rawValue)]
        object["path"] = entry.binary.path.map { .string($0) }
        object["problem"] = problem(entry).map { .string($0) }
        object["hiddenBy"] = entry.hiddenBy.map { .string($0) }
        object["versions"] = .array(entry.versions.map { .string($0) })
        if let facts = entry.facts {
            object["size"] = .integer(facts.size)
            object["modified"] = .string(Moment.text(facts.modified))
        }
        object["networks"] = .array(entry.users.map(\.json))
        object["pods"] = .array(entry.pods.map { .string($0) })
        return .object(object)
    }
}
