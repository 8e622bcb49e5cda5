import CNI
import Glibc
import LinuxSystem
import TartanCore
import TartanStore
import Validation

/// Looks at this node, or at a copy of its files, for `tartanctl validate --node`. Changes nothing; of what it finds it
/// executes plugins alone, and asks them for nothing but their versions.
struct NodeCollector {
    private let files: HostFiles
    private let runtime: NodeRuntime?
    private let runtimeFolder: NodeRuntimeFolder
    private let binaries: PluginBinaries
    /// Where Tartan and Multus keep their state.
    private let stateFolders: [String]

    init(_ options: NodeOptions) throws(Failure) {
        files = try options.files()
        runtime = NodeRuntimes(files).chosen
        let path = options.configurationFolder(runtime, files)
        let inFolder = try NodeFileCollection.files(in: path, files)
        runtimeFolder = NodeRuntimeFolder(runtime: runtime, path: path, place: .path(path), files: inFolder)
        let own = (inFolder ?? []).lazy.filter(\.isLookedAt)
            .compactMap { ExaminedConfiguration(RuntimeFile($0), in: path) }.first
        let settings = own?.settings
        let folders = [settings?.binaryFolder].compactMap { $0 } + options.binaryFolders(runtime)
        binaries = PluginBinaries(files: files, folders: folders)
        stateFolders = [
            settings?.store ?? Store.defaultRoot, settings?.multusState ?? Migration.standardState,
        ]
    }

    /// - Parameter validator: it has read what is to work on the node.
    func facts(for validator: Validator) -> NodeFacts { facts(validator.needs(on: runtimeFolder)) }

    /// All that any known plugin could need.
    func facts() -> NodeFacts {
        var needs = NodeNeeds.everything
        needs.plugins.formUnion(binaries.names)
        for name in (try? files.names(in: NodeFolder.hostLocal)) ?? [] { needs.pools[name] = NodeFolder.hostLocal }
        return facts(needs)
    }

    private func facts(_ needs: NodeNeeds) -> NodeFacts {
        var facts = NodeFacts(name: files.hostName)
        facts.plugins = plugins(needs)
        facts.programs = needs.programs.filter { name in
            Self.programFolders.contains { files.isExecutable("\($0)/\(name)") }
        }
        facts.files = needs.files.filter(files.isThere)
        facts.links = NodeLinkCollection(files).links(asked: needs.links)
        facts.kernel = NodeKernelCollection(files).kernel(asked: needs.modules)
        facts.runtime = runtimeFolder
        let folders = Set(needs.pools.values).union([NodeFolder.hostLocal]).sorted() + stateFolders
        facts.folders = folders.compactMap { path in
            problem(of: path).map { NodeFolder(path: path, problem: $0, place: .path(path)) }
        }
        for (network, folder) in needs.pools {
            let names = (try? files.names(in: "\(folder)/\(network)")) ?? []
            let addresses = names.filter { IPAddress($0) != nil }
            if !addresses.isEmpty { facts.reservations[network] = addresses }
        }
        return facts
    }

    /// The PATH of a service of systemd.
    private static let programFolders = [
        "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin",
    ]

    private func plugins(_ needs: NodeNeeds) -> NodePlugins {
        var found: [String: PluginBinary] = [:]
        let folder = binaries.folders
        for type in needs.plugins {
            let binary = binaries.binary(type)
            if binary.state != .missing { found[type] = binary }
        }
        return NodePlugins(
            folders: folder, names: binaries.names, binaries: found, machine: binaries.machine.map { "\($0)" })
    }

    /// Why a folder of state can't be used; nil where it can, or isn't there yet.
    private func problem(of path: String) -> String? {
        guard let facts = files.facts(path) else { return nil }
        if facts.kind != .folder { return "is \(facts.kind.words) and no folder" }
        // What another user may not do says nothing about the runtime; a copy belongs to who made it.
        guard files.root == nil, geteuid() == 0 else { return nil }
        if unsafe access(path, W_OK) != 0 { return "can't be written: \(SystemFailure("write", path).reason)" }
        do throws(SystemFailure) { _ = try files.names(in: path) } catch { return "can't be read: \(error.reason)" }
        guard path == stateFolders.first else { return nil }
        do throws(StoreError) { _ = try Store.open(path, create: false) } catch {
            if case .unsafe(_, let hazard) = error { return "\(hazard)" }
        }
        return nil
    }
}
