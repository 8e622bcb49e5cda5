import CNI
import ExactJSON
import MultiNetwork
import TartanCore
import Validation

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
        case .drop(let shape):
            guard shape.fits(value) else { throw .wrongType(expected: shape.words) }
        case .name:
            guard value.string != nil else { throw .wrongType(expected: "a string") }
            converted.becomes = value
        case .text, .namespace: return try text(value, row, converted)
        case .flag, .listFlag:
            guard isFlag(value, row) else { throw .wrongType(expected: "true or false") }
            converted.becomes = value
        case .texts: return try texts(value, converted)
        case .capabilities: return try capabilities(value, converted)
        case .path: return try path(value, converted)
        case .type:
            guard value.string != nil else { throw .wrongType(expected: "a string") }
            converted.becomes = "tartan"
        case .version: return try version(value, converted)
        case .versions: return try versions(value, converted)
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

    private func text(_ value: JSONValue, _ row: MultusKey, _ converted: Converted) throws(Problem) -> Converted {
        guard let text = value.string else { throw .wrongType(expected: "a string") }
        if text.isEmpty { return Self.absent }
        if case .namespace = row.rule {
            do throws(InvalidName) { try KubernetesName.validateNamespace(text) } catch {
                throw .wrongType(expected: "a namespace's name such as \"kube-system\"")
            }
        }
        var converted = converted
        converted.becomes = value
        return converted
    }

    private static let absent = Converted(outcome: .notNeeded, why: "an empty text counts as absent")

    private func texts(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        guard let list = value.array, list.allSatisfy({ $0.string != nil }) else {
            throw .wrongType(expected: "a list of strings")
        }
        var converted = converted
        converted.becomes = .array(list.filter { $0.string != "" })
        if converted.becomes != value {
            converted.outcome = .changed
            converted.why += "; empty names mean nothing"
        }
        return converted
    }

    private func capabilities(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        guard let object = value.object, object.members.allSatisfy({ $0.value.boolean != nil || $0.value.isNull })
        else {
            throw .wrongType(expected: "an object whose values are true or false")
        }
        var converted = converted
        converted.becomes = value
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
        if text.isEmpty { return Self.absent }
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
        let expected = "a version of CNI such as \"1.0.0\""
        guard let text = value.string else { throw .wrongType(expected: expected) }
        if text.isEmpty { return chosen(of: [], stated: false, converted) }
        guard let version = CNIVersion(text), version.isSupported || version > .newest else {
            throw .wrongType(expected: expected)
        }
        return chosen(of: [version], stated: text == version.description, converted)
    }

    private func versions(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        let versions = value.array?.compactMap { $0.string.flatMap { CNIVersion($0) } }
        guard let versions, versions.count == value.array?.count else {
            throw .wrongType(expected: "a list of versions such as [\"0.4.0\", \"1.0.0\"]")
        }
        if versions.isEmpty { return Converted(outcome: .notNeeded, why: "it is empty") }
        return chosen(of: versions, stated: false, converted)
    }

    private func chosen(of versions: [CNIVersion], stated: Bool, _ converted: Converted) -> Converted {
        var converted = converted
        let usable = versions.filter { $0 <= .newest && $0.isSupported && !$0.isLegacy }
        let isNewer = versions.contains { $0 > .newest }
        let chosen = usable.max() ?? (isNewer ? .newest : Self.oldestWritten)
        converted.becomes = .string(chosen.description)
        if stated, versions == [chosen] { return converted }
        converted.outcome = .changed
        if usable.isEmpty {
            converted.why =
                isNewer ? "the newest that Tartan knows" : "older answers know one address of each family alone"
        }
        return converted
    }

    static let oldestWritten = CNIVersion(0, 3, 1)

    private func clusterNetwork(_ value: JSONValue, _ converted: Converted) throws(Problem) -> Converted {
        guard let text = value.string else { throw .wrongType(expected: "a string") }
        if text.isEmpty { return Self.absent }
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
            if text.isEmpty { return Self.absent }
            return Converted(outcome: .notNeeded, why: "Multus knows no such level and passes over it")
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
            let isCount = (0...Limits.largestCount).contains(value.integer ?? -1)
            guard key == "compress" ? value.boolean != nil : isCount else {
                throw .wrongType(
                    expected: "an object; in it \(key) is "
                        + (key == "compress" ? "true or false" : "a whole number from 0 to \(Limits.largestCount)"))
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
