import ArgumentParser
import CNI
import Validation

/// Which node a command looks at: this one or a copy of its files, and where its runtime looks.
struct NodeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The files of a node that are below a folder, in place of /.", valueName: "dir"))
    var root: String?

    @Option(
        name: .customLong("conf-dir"),
        help: ArgumentHelp(
            "The runtime's folder (default: $NETCONFPATH, else what the runtime's own file says, else /etc/cni/net.d).",
            valueName: "dir"))
    var chosenFolder: String?

    @Option(
        name: .customLong("bin-dir"),
        help: ArgumentHelp(
            "Where the runtime finds plugins (default: $CNI_PATH, else what the runtime's own file says).",
            valueName: "dir"))
    var binaryFolder: String?

    func validate() throws {
        for (name, value) in [("--root", root), ("--conf-dir", chosenFolder), ("--bin-dir", binaryFolder)]
        where value?.isEmpty == true {
            throw ValidationError("\(name) needs a path")
        }
    }

    /// The first of them that is given.
    var given: String? {
        [("--root", root), ("--conf-dir", chosenFolder), ("--bin-dir", binaryFolder)].first { $0.1 != nil }?.0
    }

    func files() throws(Failure) -> HostFiles { try HostFiles(root: root) }

    /// On the node.
    func configurationFolder(_ runtime: NodeRuntime?, _ files: HostFiles) -> String {
        if let chosenFolder { return files.nodePath(chosenFolder) }
        if root == nil, HostEnvironment.value("NETCONFPATH") != nil { return HostEnvironment.configurationFolder }
        return runtime?.configurationFolder ?? NodeRuntime.standardFolder
    }

    func binaryFolders(_ runtime: NodeRuntime?) -> [String] {
        if let binaryFolder { return [AbsolutePath.of(binaryFolder)] }
        if HostEnvironment.value("CNI_PATH") != nil || runtime == nil {
            return HostEnvironment.searchPath.split(separator: ":").map(String.init)
        }
        return runtime?.binaryFolders ?? []
    }

    /// What a proposed command must carry to look at the same node.
    var suffix: String {
        [
            chosenFolder.map { " --conf-dir \($0.shellWord)" }, binaryFolder.map { " --bin-dir \($0.shellWord)" },
            root.map { " --root \($0.shellWord)" },
        ].compactMap { $0 }.joined()
    }
}
