import CNI
import ExactJSON
import Glibc
import LinuxSystem
import MultiNetwork
import TartanCore
import TartanStore
import Validation

/// What is known of a node before the checks begin; each looks at it and changes nothing.
struct ExaminedNode {
    let files: HostFiles
    let options: NodeOptions
    let runtime: NodeRuntime?
    /// Of the runtime, on the node.
    let folderPath: String
    /// Nil where it isn't there.
    let folder: RuntimeFolder?
    let choice: RuntimeChoice
    let binaries: PluginBinaries
    /// Tartan's configuration: that which the runtime takes, else the first; nil where there is none.
    let configuration: ExaminedConfiguration?
    let store: ExaminedStore
    /// The cluster network and those of every pod, as Tartan would find them.
    let networks: [ExaminedNetwork]
    /// The files are those of the running system, whose processes and links this process sees.
    let isLive: Bool

    /// - Parameter force: takes the namespaces of this process for the node's.
    /// - Throws: a folder that can't be listed, or a store that this user may not read.
    init(_ options: NodeOptions, store: StoreOptions, force: Bool = false) throws(Failure) {
        let files = try options.files()
        let runtime = NodeRuntimes(files).chosen
        let path = options.configurationFolder(runtime, files)
        let folder = files.isThere(path) ? try RuntimeFolder(path, files: files) : nil
        let binaries = PluginBinaries(files: files, folders: options.binaryFolders(runtime))
        let choice = RuntimeChoice(folder?.files ?? [], runtime, hasBinary: binaries.isThere)
        self.files = files
        self.options = options
        self.runtime = runtime
        self.folder = folder
        self.choice = choice
        self.binaries = binaries
        folderPath = path
        isLive = force && files.root == nil || Self.isLive(files)
        let file = folder?.files.first { $0.isTartan && $0.name == choice.name } ?? folder?.files.first { $0.isTartan }
        configuration = file.flatMap { ExaminedConfiguration($0, in: path) }
        let root =
            store.origin == nil
            ? configuration?.settings?.store ?? Store.defaultRoot : files.nodePath(store.root)
        self.store = ExaminedStore(root, files)
        if case .failure(.system(let failure)) = self.store.opened, geteuid() != 0,
            [EACCES, EPERM].contains(failure.errorNumber)
        {
            throw Failure(.couldNotRun, code: "notRoot", "\(files.onNode("\(failure)")).", hints: [Doctor.asRoot])
        }
        networks = configuration.map { ExaminedNetwork.all(of: $0, files, storeRoot: root) } ?? []
    }

    private static func isLive(_ files: HostFiles) -> Bool {
        guard files.root != nil else { return HostNamespaces.areShared }
        guard let own = FileIdentity(path: "/proc/self/ns/net") else { return false }
        return FileIdentity(path: files.kernel("/proc/1/ns/net")) == own
    }

    /// Why what only a running node shows isn't looked at.
    static let notLive = "only the running node shows it, and these files are not seen from there"

    var name: String { files.hostName }

    var bootID: String { files.kernelText("/proc/sys/kernel/random/boot_id") ?? "" }

    /// What is left of Multus' sandboxes; nil where Tartan isn't configured, and so has not taken over.
    func multusSandboxes(_ store: Store) throws(Failure) -> MultusReport? {
        guard let settings = configuration?.settings else { return nil }
        var report = MultusReport(folder: settings.multusState)
        try MultusCollection(
            store: store, settings: settings, runtimes: runtimes, isDryRun: true,
            interruption: Interruption(descriptor: nil)
        ).run(&report)
        return report
    }

    var runtimes: RuntimeStates { RuntimeStates.read(RuntimeFolders(files)) }

    /// Whether a record's network namespace is no more.
    func isGone(_ record: Record) -> Bool {
        guard files.root != nil else { return RecordCollector.namespaceIsGone(record) }
        guard let path = record.opening.netns, !path.isEmpty else { return true }
        let place = path.hasPrefix("/proc/") ? files.kernel(path) : files.real(path)
        guard let identity = FileIdentity(path: place) else { return true }
        return record.opening.netnsIdentity.map { $0 != identity } ?? false
    }

    /// A command that is to be copied, with what it must carry to look at the same node.
    func command(_ text: String) -> String { "sudo tartanctl \(text)\(options.suffix)" }

    /// As `command`, for one that works on the store alone.
    func storeCommand(_ text: String) -> String {
        let store =
            store.root == Store.defaultRoot && files.root == nil
            ? "" : " --store \(files.target(self.store.root).shellWord)"
        return "sudo tartanctl \(text)\(store)"
    }

    /// A path of the node in a command that is to be copied: it must never mean this machine's where a copy is looked at.
    func word(_ path: String) -> String { files.real(path).shellWord }

    /// Errors name files as this process has them.
    func onNode(_ text: String) -> String { files.onNode(text) }
}
