import CNI
import ExactJSON
import TartanCore
import TartanStore
import Validation
import Wording

/// Makes a migration of an installation: converts each key, finds the cluster network, puts Tartan's configuration together.
struct MigrationPlanner {
    let installation: MultusInstallation
    let effective: EffectiveKeys
    var migration: Migration
    /// By the names of the table, in the order in which they were written.
    var values = JSONObject()
    /// Where the runtime looks for plugins.
    let binaryFolders: [String]

    var files: HostFiles { installation.files }

    /// - Parameter binaryFolders: where the runtime looks for plugins.
    static func plan(_ installation: MultusInstallation, binaryFolders: [String]) -> Migration {
        var planner = MigrationPlanner(installation, binaryFolders)
        planner.convert()
        let network = planner.clusterNetwork()
        planner.findOthers()
        planner.add(network)
        planner.compose()
        planner.checkFolder()
        planner.checkBinary()
        planner.countState(planner.values.text(of: "cniDir"))
        return planner.migration
    }

    private init(_ installation: MultusInstallation, _ binaryFolders: [String]) {
        self.installation = installation
        self.binaryFolders = binaryFolders
        effective = EffectiveKeys(installation)
        migration = Migration(installation: installation)
        migration.findings = effective.findings
    }

    /// The file that the report names for what is missing.
    var mainFile: String { installation.configuration?.path ?? installation.daemon?.path ?? migration.folder }
}

// Key by key
extension MigrationPlanner {
    private mutating func convert() {
        let chroot = installation.daemon?.keys.text(of: "chrootDir")
        let conversion = KeyConversion(files: files, chroot: chroot)
        for key in effective.keys {
            guard let row = key.row else {
                passOver(key)
                continue
            }
            do throws(KeyConversion.Problem) {
                let converted = try conversion.convert(key, row)
                if let becomes = converted.becomes { values[key.name] = becomes }
                migration.entries.append(
                    KeyEntry(
                        key: key.name, file: key.file, outcome: converted.outcome, was: key.value,
                        becomes: converted.becomes, why: converted.why, byHand: converted.byHand))
            } catch {
                refuse(key, error)
            }
        }
        migration.entries += effective.overridden
    }

    private mutating func passOver(_ key: EffectiveKeys.Key) {
        let known = MultusKey.all.map(\.name)
        let near = known.contains(key.name) ? nil : Spelling.closest(to: key.name, in: known)
        let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
        migration.entries.append(
            KeyEntry(
                key: key.name, file: key.file, outcome: .unknown, was: key.value, becomes: nil,
                why: "Multus passes over it in this file, so it is left out\(hint)", byHand: nil))
        if let near {
            migration.findings.append(
                .warning(
                    "unknownKey",
                    "\(key.file) has \"\(key.name)\", which Multus passes over; did you mean \"\(near)\"?",
                    file: key.file, key: key.name))
        }
    }

    private mutating func refuse(_ key: EffectiveKeys.Key, _ problem: KeyConversion.Problem) {
        let value = SecretMask.masked(key.value)
        let shown = value.string == nil ? KeyEntry.shown(value) : KeyEntry.shortened(value.text)
        switch problem {
        case .wrongType(let expected):
            migration.findings.append(
                .obstacle(
                    "wrongType", "\(key.file) has \"\(key.name)\": \(shown), expected \(expected)", file: key.file,
                    key: key.name, next: "Mend it; Multus can't work with it either."))
        case .relativePath:
            migration.findings.append(
                .obstacle(
                    "relativePath", "\(key.file) has \"\(key.name)\": \(shown), expected a path that begins with /",
                    file: key.file, key: key.name, next: "Write the whole path."))
        }
    }

    private mutating func leaveOut(_ key: String, _ why: String) {
        guard values[key] != nil, let index = migration.entries.firstIndex(where: { $0.key == key }) else { return }
        values[key] = nil
        let entry = migration.entries[index]
        migration.entries[index] = KeyEntry(
            key: key, file: entry.file, outcome: .notNeeded, was: entry.was, becomes: nil, why: why, byHand: nil)
    }
}

// Networks
extension MigrationPlanner {
    private var search: NetworkSearch {
        NetworkSearch(
            files: files, configurationFolder: values.text(of: "confDir") ?? Self.standardFolder,
            namespace: values.text(of: "multusNamespace") ?? "kube-system", storeRoot: Store.defaultRoot)
    }

    static let standardFolder = "/etc/cni/multus/net.d"

    /// Of the keys that exclude each other the one that Multus goes by.
    private mutating func clusterNetwork() -> NetworkConfiguration? {
        if values["clusterNetwork"] != nil { leaveOut("delegates", "Multus doesn't look at it beside clusterNetwork") }
        let network = chosenNetwork()
        if values["clusterNetwork"] == nil {
            leaveOut(
                "defaultNetworks",
                "Multus doesn't look at it without clusterNetwork, and Tartan would (D9): put it in if it is meant")
        }
        return network
    }

    private mutating func chosenNetwork() -> NetworkConfiguration? {
        if let value = values["clusterNetwork"]?.string {
            return find("clusterNetwork") { planner throws(NetworkProblem) in try planner.search.find(value) }
        }
        if let list = values["delegates"]?.array, !list.isEmpty {
            var first: NetworkConfiguration?
            for (index, delegate) in list.enumerated() {
                let key = "delegates[\(index)]"
                let found = find(key, isFirst: index == 0) { planner throws(NetworkProblem) in
                    try NetworkSearch.inline(delegate, source: "\(key) of \(planner.mainFile)")
                }
                if index == 0 { first = found }
            }
            return first
        }
        if values["delegates"] != nil { leaveOut("delegates", "it is empty") }
        // A key that can't be read was told already.
        if migration.obstacles.contains(where: { ["clusterNetwork", "delegates"].contains($0.key ?? "") }) {
            return nil
        }
        return generated()
    }

    /// The file that the daemon would take, and write into what it generates.
    private mutating func generated() -> NetworkConfiguration? {
        guard let daemon = installation.daemon, (daemon.keys.text(of: "multusConfigFile") ?? "auto") == "auto" else {
            let isShim = installation.configuration?.kind == .shim && installation.daemon == nil
            migration.findings.append(
                .obstacle(
                    "noClusterNetwork", "\(mainFile) has neither clusterNetwork nor delegates", file: mainFile,
                    key: "clusterNetwork",
                    next: isShim
                        ? "The daemon's file may have it: \(MultusInstallation.fetchingDaemonFile); then --daemon-config"
                        : "Name the cluster network's file in it."))
            return nil
        }
        let stated = daemon.keys.text(of: "multusAutoconfigDir") ?? migration.folder
        let folder = MultusInstallation.outside(stated, files)
        let names = (try? files.names(in: folder)) ?? []
        let name =
            daemon.keys.text(of: "multusMasterCNI")
            ?? names.first { name in
                !name.hasPrefix("00-multus") && name != Migration.fileName
                    && [".conf", ".conflist"].contains(where: name.hasSuffix)
            }
        guard let name else {
            migration.findings.append(
                .obstacle(
                    "noClusterNetwork", "\(folder) has no configuration that could be the cluster network",
                    file: daemon.path, key: "multusAutoconfigDir",
                    next: "Bring back the cluster network's file, or name it: multusMasterCNI."))
            return nil
        }
        let path = "\(folder)/\(name)"
        values["clusterNetwork"] = .string(path)
        migration.entries.append(
            KeyEntry(
                key: "clusterNetwork", file: nil, outcome: .added, was: nil, becomes: .string(path),
                why: "the file that the daemon goes by (multusAutoconfigDir, multusMasterCNI)", byHand: nil))
        return find("clusterNetwork") { planner throws(NetworkProblem) in try planner.search.find(path) }
    }

    private mutating func findOthers() {
        for (index, value) in (values["defaultNetworks"]?.array ?? []).compactMap(\.string).enumerated() {
            _ = find("defaultNetworks[\(index)]", isFirst: false) { planner throws(NetworkProblem) in
                try planner.search.find(value)
            }
        }
    }

    private mutating func find(
        _ key: String, isFirst: Bool = true, _ body: (MigrationPlanner) throws(NetworkProblem) -> NetworkSearch.Found
    ) -> NetworkConfiguration? {
        do throws(NetworkProblem) {
            let found = try body(self)
            guard isFirst else { return found.configuration }
            let types = found.configuration.plugins.map(\.type).joined(separator: ", ")
            let name = found.configuration.name.map { "\"\($0)\" " } ?? ""
            migration.clusterNetwork = "\(name)(\(types)), \(found.source)"
            if key == "clusterNetwork" { warnOfCheck(found) }
            return found.configuration
        } catch {
            migration.findings.append(
                .obstacle(error.code, "\(key): \(error)", file: mainFile, key: key, next: error.next))
            return nil
        }
    }
}
