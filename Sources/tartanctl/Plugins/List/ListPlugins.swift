import ArgumentParser
import ExactJSON
import Glibc
import TartanStore
import Wording

/// Lists the binaries of plugins.
struct ListPlugins: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the plugins' binaries on this node, who uses them, and what is wrong with them.",
        usage: "tartanctl plugins [list] [NAME...] [-o table|wide|yaml|json|name]",
        discussion: """
            Looks where Tartan and the runtime look: binDir of Tartan's configuration, then $CNI_PATH or the runtime's own \
            folders. A binary that some network needs and that isn't there is listed as missing. NETWORKS are those of the \
            store, of Tartan's configuration and of the folders of configurations; PODS those that have something which the \
            binary must detach.

            Each is asked for the versions that it speaks, for five seconds at most and one after the other. What no network \
            needs and no plugin catalogue knows may be no plugin at all, and isn't started, unless it is named here.

            Examples:
              sudo tartanctl plugins
              sudo tartanctl plugins bridge host-local -o wide
              sudo tartanctl plugins -o json
              tartanctl plugins --root /mnt        a node whose files are there
            """)

    @Argument(help: ArgumentHelp("Only the binaries of these names.", valueName: "plugin"))
    var names: [String] = []

    @OptionGroup var node: NodeOptions
    @OptionGroup var store: StoreOptions

    @Option(name: .output, help: "table, wide, yaml, json or name.")
    var output: PluginFormat = .table

    func run() throws {
        if node.root == nil, geteuid() != 0 {
            throw Failure(
                .couldNotRun, code: "notRoot", "only root can see who uses the plugins of a node.",
                hints: ["sudo tartanctl plugins"])
        }
        let examined = try ExaminedNode(node, store: store)
        let inventory = PluginInventory(examined, named: names)
        if let signal = examined.binaries.signal {
            throw Failure(
                .couldNotRun, code: "interrupted", "signal \(signal) came while binaries were asked for their versions."
            )
        }
        try checkNames(inventory)
        var listing = PluginListing(inventory, isWide: output == .wide).listing
        listing.isSingle = names.count == 1 && inventory.entries.count == 1
        listing.problems = Self.problems(examined)
        try listing.print(as: output.list)
    }

    /// - Throws: a name that is no binary's here, and that no network needs.
    private func checkNames(_ inventory: PluginInventory) throws(Failure) {
        for name in names where !inventory.entries.contains(where: { $0.type == name }) {
            let near = Spelling.closest(to: name, in: inventory.types)
            let question = near.map { " Did you mean \"\($0)\"?" } ?? ""
            throw Failure(
                .no, code: "notFound",
                "no plugin \"\(name)\" in \(inventory.folders.joined(separator: ", ")), and no network needs one.\(question)",
                hints: near.map { ["sudo tartanctl plugins \($0)\(node.suffix)\(store.suffix)"] } ?? [],
                facts: ["name": .string(name), "folders": .array(inventory.folders.map { .string($0) })])
        }
    }

    /// What keeps it from being known who uses them.
    private static func problems(_ node: ExaminedNode) -> [Failure] {
        var problems: [Failure] = []
        if case .failure(let error) = node.store.opened {
            if case .noStore = error {} else { problems.append(Failure(error)) }
        }
        for (key, why) in node.store.brokenDefinitions {
            problems.append(
                Failure(
                    .no, code: "definition",
                    "the definition \(key) can't be read, so what it needs isn't known: \(why).",
                    facts: ["namespace": .string(key.namespace), "name": .string(key.name)]))
        }
        for (key, why) in node.store.damaged {
            problems.append(
                Failure(
                    .no, code: "record",
                    "the record \(key) can't be read whole, so its pod may be missing here: \(why).",
                    facts: ["record": .string(key.description)]))
        }
        return problems
    }
}
