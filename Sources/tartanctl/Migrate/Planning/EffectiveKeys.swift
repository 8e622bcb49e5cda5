import ExactJSON
import Validation

/// The keys that count: of each file the last one of a name, the daemon's over the shim's.
struct EffectiveKeys {
    struct Key {
        /// As the table spells it, or as it is written where the table has none.
        let name: String
        let row: MultusKey?
        let value: JSONValue
        let file: String
        let place: MultusKey.Place
    }

    private(set) var keys: [Key] = []
    /// Those that count for nothing, because another file has the key.
    private(set) var overridden: [KeyEntry] = []
    private(set) var findings: [NodeFinding] = []

    init(_ installation: MultusInstallation) {
        if let file = installation.configuration {
            let place: MultusKey.Place = file.kind == .thin ? .plugin : .shim
            add(file.listKeys, file.path, .list)
            // libcni writes the list's name and version into each plugin's configuration.
            add(file.keys, file.path, place, except: file.isList ? ["name", "cniversion"] : [])
        }
        if let daemon = installation.daemon { add(daemon.keys, daemon.path, .daemon) }
    }

    func value(_ name: String) -> JSONValue? { keys.first { $0.name == name }?.value }

    func text(_ name: String) -> String? { value(name)?.string.flatMap { $0.isEmpty ? nil : $0 } }

    private mutating func add(_ object: JSONObject, _ file: String, _ place: MultusKey.Place, except: Set<String> = [])
    {
        var seen: [String: Int] = [:]
        for member in object.members where !except.union(["plugins"]).contains(member.key.lowercased()) {
            seen[member.key.lowercased(), default: 0] += 1
        }
        for (folded, count) in seen.sorted(by: { $0.key < $1.key }) where count > 1 {
            let key = MultusKey.named(folded)?.name ?? folded
            findings.append(
                .warning(
                    "repeatedKey", "\(file) has \"\(key)\" \(count) times; the last one counts, as it did for Multus",
                    file: file, key: key))
        }
        var done: Set<String> = []
        for member in object.members.filter({ seen[$0.key.lowercased()] != nil }) {
            let folded = member.key.lowercased()
            guard done.insert(folded).inserted else { continue }
            // In Go a null leaves what an earlier one has set.
            let value = object.value(of: folded) ?? .null
            let row = MultusKey.named(folded).flatMap { $0.counts(in: place) ? $0 : nil }
            put(Key(name: row?.name ?? member.key, row: row, value: value, file: file, place: place))
        }
    }

    private mutating func put(_ key: Key) {
        guard let index = keys.firstIndex(where: { $0.name.lowercased() == key.name.lowercased() }) else {
            keys.append(key)
            return
        }
        let old = keys[index]
        if key.value.isNull { return }
        let loser = Self.isRuntimes(key.row) ? key : old
        let winner = Self.isRuntimes(key.row) ? old : key
        overridden.append(
            KeyEntry(
                key: loser.name, file: loser.file, outcome: .notNeeded, was: loser.value, becomes: nil,
                why: "\(winner.file) has it too, and counts", byHand: nil))
        keys[index] = winner
    }

    /// What the runtime goes by is in its own folder, whatever the daemon tells the plugins.
    private static func isRuntimes(_ row: MultusKey?) -> Bool {
        switch row?.rule {
        case .name, .type, .version: true
        default: false
        }
    }
}
