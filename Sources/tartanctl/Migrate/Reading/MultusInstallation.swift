import CNI
import ExactJSON
import LinuxSystem

/// Everything that configures Multus on a node.
struct MultusInstallation {
    let files: HostFiles
    let folder: RuntimeFolder
    /// What the runtime hands over; nil where the daemon's file is all that is known, because it generates the rest.
    let configuration: MultusFile?
    let daemon: MultusFile?

    /// - Parameters:
    ///   - path: a file of Multus or the runtime's folder, as the person named it.
    ///   - daemonFile: the daemon's file, as the person named it.
    init(_ path: String, daemonFile: String?, files: HostFiles) throws(Failure) {
        self.files = files
        let onNode = files.nodePath(path)
        var named: MultusFile?
        var folderPath = onNode
        if !files.isFolder(onNode) {
            let file = try Self.named(path, onNode, files)
            named = file
            folderPath = file.kind == .daemon ? Self.folder(of: file, files) : HostFiles.parent(of: onNode)
        }
        folder = try RuntimeFolder(folderPath, files: files)
        daemon = try Self.daemon(named, daemonFile, folder, files)
        if let named, named.kind != .daemon {
            configuration = named
        } else if let first = folder.multus.first {
            configuration = first
        } else if let daemon {
            configuration = try Self.copied(daemon, files)
        } else {
            configuration = nil
        }
        guard configuration == nil else { return }
        if let broken = folder.broken.first(where: { $0.name.contains("multus") }), daemon == nil {
            throw Self.brokenFile(broken.failure)
        }
        if daemon == nil { throw Self.none(folder) }
    }

    var kind: String {
        guard let configuration else { return "thick, by the daemon's file" }
        if configuration.kind == .thin { return "thin" }
        return daemon == nil ? "thick" : "thick, with the daemon's file"
    }
}

// Where things are
extension MultusInstallation {
    /// The daemon names paths as its container has them: the host's are mounted below /host, or below `chrootDir`.
    static func outside(_ path: String, _ files: HostFiles, chroot: String? = nil) -> String {
        if files.isThere(path) { return path }
        for mount in [chroot, "/host", "/hostroot"].compactMap({ $0 }) {
            let folder = mount.hasSuffix("/") ? mount : mount + "/"
            if folder.count > 1, path.hasPrefix(folder) { return "/" + path.dropFirst(folder.count) }
        }
        return path
    }

    private static func folder(of daemon: MultusFile, _ files: HostFiles) -> String {
        var folder = outside(daemon.keys.text(of: "cniConfigDir") ?? HostEnvironment.configurationFolder, files)
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        return folder
    }

    private static func file(_ path: String, _ files: HostFiles) throws(Failure) -> MultusFile {
        let text = try RuntimeFolder.read(path, files)
        if let file = MultusFile(text.value, path: path, bytes: text.bytes) { return file }
        if text.value["kind"]?.string == "ConfigMap" {
            throw Failure(
                .couldNotRun, code: "badInput", "it is a ConfigMap; what is wanted is the file in it.",
                at: SourcePlace(path), hints: [fetchingDaemonFile])
        }
        let types = (text.value["plugins"]?.array ?? [text.value]).compactMap(\.pluginType)
        let found = types.isEmpty ? "" : ", but \(types.map { "\"\($0)\"" }.joined(separator: ", "))"
        throw Failure(
            .no, code: "noMultus",
            "neither \"multus\" nor \"multus-shim\" is in it\(found), and no key of Multus' daemon.",
            at: SourcePlace(path),
            hints: ["A folder may be named too: tartanctl migrate /etc/cni/net.d"])
    }

    /// What was fetched for this lies beside the person, not in the copy.
    private static func outsideFile(_ path: String, _ files: HostFiles) throws(Failure) -> MultusFile {
        let own = AbsolutePath.of(path)
        guard files.root != nil, FileIdentity(path: own) != nil else { return try file(own, files) }
        let file = try file(own, HostFiles(root: nil))
        guard file.kind == .daemon else {
            throw Failure(
                .couldNotRun, code: "badInput",
                "it configures Multus and is not below --root, where the node's files are.",
                at: SourcePlace(path))
        }
        return file
    }

    static let fetchingDaemonFile =
        "kubectl -n kube-system get configmap multus-daemon-config -o jsonpath='{.data.daemon-config\\.json}' "
        + ">daemon-config.json"

    /// The one that was named, else the one that lies where the daemon has it.
    private static func daemon(
        _ named: MultusFile?, _ chosen: String?, _ folder: RuntimeFolder, _ files: HostFiles
    ) throws(Failure) -> MultusFile? {
        if let named, named.kind == .daemon { return named }
        if let chosen {
            let onNode = files.nodePath(chosen)
            let file = try files.isThere(onNode) ? file(onNode, files) : outsideFile(chosen, files)
            guard file.kind == .daemon else {
                throw Failure(
                    .couldNotRun, code: "badInput", "it is no file of Multus' daemon, but what a runtime hands over.",
                    at: SourcePlace(chosen))
            }
            return file
        }
        let beside = "\(folder.path)/multus.d/daemon-config.json"
        guard folder.multus.first?.kind != .thin, files.isThere(beside) else { return nil }
        return try file(beside, files)
    }

    /// What the daemon copies into the runtime's folder, if it doesn't generate it.
    private static func copied(_ daemon: MultusFile, _ files: HostFiles) throws(Failure) -> MultusFile? {
        guard let path = daemon.keys.text(of: "multusConfigFile"), path != "auto" else { return nil }
        let outside = outside(path, files)
        guard files.isThere(outside) else {
            throw Failure(
                .no, code: "noConfiguration",
                "multusConfigFile names \(path), which isn't on this node, and there is no copy of it in "
                    + "\(folder(of: daemon, files)).", at: SourcePlace(daemon.path),
                hints: ["Put the file of that ConfigMap there, and try again."])
        }
        return try file(outside, files)
    }

    private static func named(_ path: String, _ onNode: String, _ files: HostFiles) throws(Failure) -> MultusFile {
        guard files.isThere(onNode) else { return try outsideFile(path, files) }
        do throws(Failure) { return try file(onNode, files) } catch { throw brokenFile(error) }
    }

    private static func brokenFile(_ failure: Failure) -> Failure {
        var failure = failure
        guard failure.code == RuntimeFolder.emptyFile else {
            if failure.place?.position != nil { failure.hints = ["The runtime can't read it either. Mend it there."] }
            return failure
        }
        failure.hints = [
            "Multus' daemon leaves an empty file if it can't read the cluster network's. With the daemon's own file it "
                + "can be done without: tartanctl migrate daemon-config.json",
            fetchingDaemonFile,
        ]
        return failure
    }

    private static func none(_ folder: RuntimeFolder) -> Failure {
        let found = folder.names.isEmpty ? "it has no configuration" : "it has " + folder.names.joined(separator: ", ")
        return Failure(
            .no, code: "noMultus", "no file in \(folder.path) configures Multus (\(found)).",
            hints: ["Thick Multus takes its file away when it stops. From the daemon's own it can be done too:"]
                + [fetchingDaemonFile, "tartanctl migrate daemon-config.json"],
            facts: ["folder": .string(folder.path), "files": .array(folder.names.map { .string($0) })])
    }
}
