import ArgumentParser
import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanCore
import Validation

/// Tries a binary out before it is installed.
struct TestPlugin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Try another binary of a plugin out, and compare it with the one that is installed.",
        usage: "tartanctl plugins test FILE --network NAMESPACE/NAME|FILE [--type TYPE] [-o text|json]",
        discussion: """
            Attaches a pod that is made for it to the network, with the installed binary and then with FILE in its place: ADD, \
            CHECK, DEL, through tartan and the whole list of plugins. Results, failures and what is left after DEL are \
            compared; hardware addresses, names by chance and the sandbox's path are not, nor are times.

            Nothing of the node is touched: host and pod are network namespaces of their own, files can't be written, \
            folders of state (/run, /var/lib/cni, every "dataDir") are empty ones in memory, and links that the network \
            names are stand-ins. A plugin that has to reach a daemon or an API server can't be tried out so.

            Exit status: 0 the same, or compatible: it answers more; 1 it differs or fails; 2 it could not be tried out, the \
            installed binary can't be run in this way either.

            Examples:
              sudo tartanctl plugins test ./bridge --network infra/lan
              sudo tartanctl plugins test /tmp/host-local-1.9 --type host-local --network infra/lan
              sudo tartanctl plugins test ./portmap --network /etc/cni/tartan.d/10-cluster.conflist -o json
            """)

    @Argument(help: ArgumentHelp("The binary that is to be tried out.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("The network: a definition of the store, or the path of a configuration.", valueName: "ref"))
    var network: String

    @Option(
        help: ArgumentHelp(
            "The plugin in whose place it is put, by the type in configurations (default: the file's name).",
            valueName: "name"))
    var type: String?

    @OptionGroup var node: NodeOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if node.root != nil { throw ValidationError("a binary is tried out on this node: --root has no meaning here") }
    }

    func run() throws {
        guard geteuid() == 0 else {
            throw Failure(
                .couldNotRun, code: "notRoot", "only root can make namespaces and start plugins in them.",
                hints: ["sudo tartanctl plugins test …"])
        }
        let path = AbsolutePath.of(file)
        let candidate = try TrialCandidate(path)
        let examined = try ExaminedNode(node, store: store)
        let network = try TrialNetwork(self.network, namespace: namespace.namespace, examined)
        let type = try type(of: path, in: network)
        let told = try trial(candidate, type, network, examined)
        switch report.format {
        case .text: try Console.print(told.text)
        case .json: try Console.print(told.json.indentedText + "\n")
        }
        if told.verdict.kind == .differs || told.verdict.kind == .fails { throw Failure.reported(.no) }
    }

    private func type(of path: String, in network: TrialNetwork) throws(Failure) -> String {
        let type = type ?? HostFiles.name(of: path)
        guard network.types.contains(type) else {
            throw .usage(
                "\(network.title) has no plugin \"\(type)\", but \(network.types.joined(separator: ", ")).",
                hint: "Say in whose place it is to be put: --type \(network.types.first ?? "TYPE")")
        }
        return type
    }

    private func trial(
        _ candidate: TrialCandidate, _ type: String, _ network: TrialNetwork, _ examined: ExaminedNode
    ) throws(Failure) -> TrialReport {
        let own = examined.configuration?.settings?.binaryFolder
        let folders = [own].compactMap { $0 } + examined.binaries.folders
        let place = folders.joined(separator: ", ")
        let installed = examined.binaries.binary(type, folder: own)
        guard let presentPath = installed.path, installed.problem(type, place) == nil else {
            throw Failure(
                .couldNotRun, code: "noPresent",
                "there is nothing to compare with: \(installed.problem(type, place) ?? type).",
                hints: ["tartanctl plugins \(type.shellWord)"])
        }
        let configurationFolder = examined.configuration?.settings?.configurationFolder ?? TrialNetwork.standardFolder
        let tartan = try PluginExecutable.find(nil, searchPath: folders.joined(separator: ":"))
        let references = network.definition == nil ? [network.reference] : []
        let ground = try TrialGround(
            network, examined, needed: [tartan.path, presentPath, configurationFolder] + folders + references)
        let known = network.texts.union(["eth0", "lo"])
        let runner = TrialRunner(
            ground: ground, network: network, tartan: tartan, folders: folders,
            configurationFolder: configurationFolder, known: known)
        try ground.enter()
        let present = try runner.run { () throws(Failure) in }
        if let problem = present.problem, problem.command != .check {
            throw Failure(
                .couldNotRun, code: "presentFails",
                "\(network.title) can't be tried out: the installed \(presentPath) fails in the same way of running it. "
                    + "\(problem.command.rawValue): \(problem.words)",
                hints: ["A network whose plugins ask a daemon, an API server or a real link can't be tried out so."])
        }
        var binary = PluginBinary(path: nil, state: .missing)
        let tried = try runner.run { () throws(Failure) in
            let place = try candidate.put(as: type)
            binary = examined.binaries.binary(at: place)
        }
        return TrialReport(
            type: type, network: network, candidatePath: candidate.path, presentPath: presentPath,
            candidateVersions: Self.versions(binary), presentVersions: Self.versions(installed), present: present,
            candidate: tried.showing("\(TrialGround.binaries)/\(type)", as: candidate.path),
            known: known)
    }

    private static func versions(_ binary: PluginBinary) -> [String] {
        if case .speaks(let versions) = binary.state { versions } else { [] }
    }
}
