import LinuxSystem
import TartanCore

// Whether the node is ready for it
extension MigrationPlanner {
    /// Nothing may sort before Tartan, and nothing may be written over.
    mutating func checkFolder() {
        let folder = installation.folder
        for name in folder.tartan {
            migration.findings.append(
                .obstacle(
                    "tartanIsThere", "\(folder.path)/\(name) has Tartan in it already", file: "\(folder.path)/\(name)",
                    next: "Move it away if it isn't meant, and try again."))
        }
        let beside = (installation.configuration?.before ?? []) + (installation.configuration?.after ?? [])
        if let type = beside.compactMap(\.pluginType).first(where: NetworkSearch.ownTypes.contains) {
            migration.findings.append(
                .obstacle(
                    "networkIsMultus",
                    "\(mainFile) has \"\(type)\" beside Multus in its list, so pods would be attached twice",
                    file: mainFile, key: "plugins", next: "Take one of the two out."))
        }
        let moved = Set(migration.moves.map(\.from))
        let others = folder.names.filter { name in
            !moved.contains("\(folder.path)/\(name)") && !folder.tartan.contains(name)
        }
        for name in others where name.utf8.lexicographicallyPrecedes(Migration.fileName.utf8) {
            migration.findings.append(
                .obstacle(
                    "sortsFirst",
                    "\(folder.path)/\(name) sorts before \(Migration.fileName), so the runtime would take it",
                    file: "\(folder.path)/\(name)", next: "Rename it so that it sorts behind."))
        }
        let aside = [migration.target] + migration.moves.map(\.to)
        for path in aside where files.isThere(path) && !folder.tartan.contains(Migration.fileName) {
            migration.findings.append(
                .obstacle("isThere", "\(path) is there already", file: path, next: "Move it away, and try again."))
        }
        remarkOrder()
    }

    private mutating func remarkOrder() {
        let folder = installation.folder
        if let first = folder.names.first(where: { name in !folder.broken.contains { $0.name == name } }),
            let configuration = installation.configuration,
            folder.multus.contains(where: { $0.path == configuration.path })
        {
            let path = "\(folder.path)/\(first)"
            if folder.multus.first?.path != path, !folder.tartan.contains(first) {
                migration.findings.append(
                    .warning(
                        "notFirst", "the runtime takes \(path), not Multus: pods get that network alone until now",
                        file: path, next: "After the migration Tartan is first."))
            }
            for other in folder.multus where other.path != configuration.path {
                migration.findings.append(
                    .warning(
                        "severalFiles", "\(other.path) is Multus' too; this goes by \(configuration.path)",
                        file: other.path,
                        next: "It is moved aside as well. To go by it: tartanctl migrate \(other.path)"))
            }
        }
        for name in folder.hiddenByCilium {
            migration.findings.append(
                .warning(
                    "cilium",
                    "\(folder.path)/\(name) was put out of the way by Cilium, which will do so with Tartan's file",
                    file: "\(folder.path)/\(name)", next: "Set cni.exclusive=false in Cilium's values first."))
        }
        for broken in folder.broken {
            let text = "\(broken.failure.place?.description ?? "\(folder.path)/\(broken.name)")"
            let words =
                broken.failure.message.hasSuffix(".")
                ? String(broken.failure.message.dropLast()) : broken.failure.message
            migration.findings.append(
                .warning(
                    "brokenFile", "\(text): \(words); no runtime can use it", file: "\(folder.path)/\(broken.name)"))
        }
        if installation.configuration?.kind == .shim, installation.daemon == nil {
            migration.findings.append(
                .warning(
                    "daemonFile", "the daemon's file is not known, and its keys count more than the shim's",
                    file: installation.configuration?.path,
                    next: "\(MultusInstallation.fetchingDaemonFile); then give it with --daemon-config"))
        }
    }

    /// The runtime looks for Tartan where it finds Multus; without it no pod could start.
    mutating func checkBinary() {
        let type = installation.configuration?.keys.text(of: "type") ?? "multus-shim"
        let ofMultus = binaryFolders.filter { files.isThere("\($0)/\(type)") }
        let candidates = ofMultus.isEmpty ? binaryFolders : ofMultus
        let folder = candidates.first ?? "/opt/cni/bin"
        guard let found = candidates.map({ "\($0)/tartan" }).first(where: files.isThere) else {
            let place = ofMultus.isEmpty ? binaryFolders.joined(separator: ", ") : "\(folder), where \(type) is"
            migration.findings.append(
                .obstacle(
                    "noBinary", "the plugin tartan is not in \(place)",
                    next: "sudo install -m 0755 bin/tartan \(folder)/"))
            return
        }
        guard !files.isExecutable(found) else { return }
        migration.findings.append(
            .obstacle("noBinary", "\(found) can't be executed", file: found, next: "sudo chmod 0755 \(found)"))
    }

    mutating func countState(_ folder: String?) {
        let folder = folder ?? migration.stateFolder
        migration.stateFolder = folder
        do throws(SystemFailure) {
            let state = try MultusInventory(files.target(folder))
            migration.state = state
            for problem in state.problems.prefix(5) {
                migration.findings.append(
                    .warning(
                        "brokenState", files.onNode(problem), file: folder, key: "cniDir",
                        next: "The DEL of its pod will say once what can't be detached, and detach the rest."))
            }
            if state.problems.count > 5 {
                migration.findings.append(
                    .warning(
                        "brokenState", "\(state.problems.count - 5) more files of \(folder) can't be read",
                        file: folder,
                        key: "cniDir"))
            }
        } catch {
            migration.findings.append(
                .obstacle(
                    "unreadableState", "Multus' state: \(files.onNode(error.description))", file: folder, key: "cniDir",
                    next: "Without it pods that Multus attached can't be detached. Run it as root, or mend the folder.")
            )
        }
    }
}
