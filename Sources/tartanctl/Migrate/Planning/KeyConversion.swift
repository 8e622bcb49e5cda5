import CNI
import ExactJSON
import TartanCore

/// What one key's value becomes in Tartan's configuration.
struct KeyConversion {
    let files: HostFiles
    /// Paths may be those of the daemon's container.
    let chroot: String?

    struct Converted {
        var outcome: KeyEntry.Outcome
        var becomes: JSONValue?
        var why: String
        var byHand: String?
    }

    enum Problem: Error {
        case wrongType(expected: String)
        case relativePath
    }

    func convert(_ key: EffectiveKeys.Key, _ row: MultusKey) throws(Problem) -> Converted {
        var converted = Converted(outcome: row.outcome, becomes: nil, why: row.why, byHand: row.byHand)
        let value = key.value
        if value.isNull {
            return Converted(outcome: .notNeeded, why: "null counts as absent")
        }
        switch row.rule {
        case .drop: break
        case .text, .name:
            guard value.string != nil else { throw .wrongType(expected: "a string") }
            converted.becomes = value
        case .flag, .listFlag:
            guard isFlag(value, row) else { throw .wrongType(expected: "true or false") }
            converted.becomes = value
        case .texts:
            guard value.array?.allSatisfy({ $0.string != nil }) == true else {
                throw .wrongType(expected: "a list of strings")
            }
            converted.becomes = value
        case .object, .capabilities:
            guard value.object != nil else { throw .wrongType(expected: "an object") }
            converted.becomes = value
        case .path: return try path(value, converted)
        case .type:
            guard value.string != nil else { throw .wrongType(expected: "a string") }
            converted.becomes = "tartan"
        case .version, .versions: return try version(value, converted)
        case .clusterNetwork: return try clusterNetwork(value, converted)
        case .delegates:
            guard let list = value.array, list.allSatisfy({ $0.object != nil }) else {
                throw .wrongType(expected: "a list of network configurations")
            }
            converted.becomes = value
        case .defaultNetworks: return try defaultNetworks(value, converted)
        case .logLevel: return try logLevel(value, converted)
        case .logOptions: return try logOptions(value, converted)
        }
        return converted
    }

    private func isFlag(_ value: JSONValue, _ row: MultusKey) -> Bool {
        if value.boolean != nil { return true }
        guard case .listFlag = row.rule else { return false }
        return ["true", "false"].contains(value.string?.lowercased())
    }

    private func path(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        guard let text = value.string else { throw .wrongType(expected: "a string") }
        var converted = converted
        if text.isEmpty { return Converted(outcome: .notNeeded, why: "an empty text counts as absent") }
        guard text.hasPrefix("/") else { throw .relativePath }
        let outside = MultusInstallation.outside(text, files, chroot: chroot)
        converted.becomes = .string(outside)
        if outside != text {
            converted.outcome = .changed
            converted.why += "; the path was that of Multus' container"
        }
        return converted
    }

    /// Tartan's answers; every runtime that it serves reads 0.3.1, and older versions know one address of each family alone.
    private func version(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        var converted = converted
        let texts = value.array?.map(\.string) ?? [value.string]
        guard texts.allSatisfy({ $0 != nil }) else { throw .wrongType(expected: "a version such as \"1.0.0\"") }
        let versions = texts.compactMap { $0.flatMap { CNIVersion($0) } }
        guard versions.count == texts.count || texts == [""] else {
            throw .wrongType(expected: "a version such as \"1.0.0\"")
        }
        let usable = versions.filter { $0 <= .newest && $0.isSupported && !$0.isLegacy }
        let chosen = usable.max() ?? (versions.contains { $0 > .newest } ? .newest : Self.oldestWritten)
        converted.becomes = .string(chosen.description)
        if versions != [chosen] {
            converted.outcome = .changed
            converted.why =
                versions.contains { $0 > .newest }
                ? "the newest that Tartan knows" : "older answers know one address of each family alone"
        }
        return converted
    }

    static let oldestWritten = CNIVersion(0, 3, 1)

    private func clusterNetwork(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        guard let text = value.string else { throw .wrongType(expected: "a string") }
        if text.isEmpty { return Converted(outcome: .notNeeded, why: "an empty text counts as absent") }
        var converted = converted
        if !text.hasPrefix("/") {
            converted.becomes = value
            return converted
        }
        converted.why += "; its file stays where it is, behind Tartan's, and is read at each ADD (D3)"
        return try path(value, converted)
    }

    private func defaultNetworks(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        guard let list = value.array, list.allSatisfy({ $0.string != nil }) else {
            throw .wrongType(expected: "a list of strings")
        }
        var converted = converted
        let names = list.compactMap(\.string)
        let outside = names.map { $0.hasPrefix("/") ? MultusInstallation.outside($0, files, chroot: chroot) : $0 }
        converted.becomes = .array(outside.filter { !$0.isEmpty }.map { .string($0) })
        if outside != names || outside.contains("") { converted.outcome = .changed }
        return converted
    }

    private func logLevel(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        guard let text = value.string else { throw .wrongType(expected: "a string") }
        var converted = converted
        guard let level = LogSettings.Level(rawValue: text.lowercased()) else {
            let why = text.isEmpty ? "an empty text counts as absent" : "Multus knows no such level and passes over it"
            return Converted(outcome: .notNeeded, why: why)
        }
        converted.becomes = .string(level.rawValue)
        if level.rawValue != text { converted.outcome = .changed }
        return converted
    }

    private func logOptions(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        guard let object = value.object else { throw .wrongType(expected: "an object") }
        var options = JSONObject()
        for key in ["maxAge", "maxSize", "maxBackups", "compress"] {
            guard let value = object.value(of: key) else { continue }
            let fits = key == "compress" ? value.boolean != nil : (value.integer ?? -1) >= 0
            guard fits else {
                throw .wrongType(expected: "an object; in it \(key) is a whole number, compress true or false")
            }
            options[key] = value
        }
        var converted = converted
        converted.becomes = .object(options)
        return converted
    }
}

extension MultusKey {
    fileprivate var outcome: KeyEntry.Outcome {
        switch fate {
        case .takenOver: .takenOver
        case .changed: .changed
        case .notNeeded: .notNeeded
        }
    }
}
