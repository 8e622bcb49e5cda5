import CNI
import LinuxSystem
import PluginCatalogue
import TartanCore
import Validation

/// All binaries of plugins on a node, with those that are missing, and who uses each.
struct PluginInventory {
    struct Entry {
        let type: String
        let binary: PluginBinary
        /// Nil where it is missing.
        let facts: FileFacts?
        /// The path of the binary that is found in its place.
        let hiddenBy: String?
        let users: [PluginUser]
        let pods: [String]
    }

    /// In the order in which they are searched.
    let folders: [String]
    /// By name, those of one name in the order of the search.
    private(set) var entries: [Entry] = []
    /// The names of all, whether or not they were asked for.
    let types: [String]

    private let binaries: PluginBinaries
    private let users: PluginUsers
    private let pods: PluginPods
    private let named: Set<String>

    /// - Parameter names: those that are asked for; all if there are none.
    init(_ node: ExaminedNode, named names: [String]) {
        let own = node.configuration?.settings?.binaryFolder
        var folders: [String] = []
        for folder in [own].compactMap({ $0 }) + node.binaries.folders where !folders.contains(folder) {
            folders.append(folder)
        }
        self.folders = folders
        binaries = node.binaries
        users = PluginUsers(node)
        pods = PluginPods(node)
        named = Set(names)

        var paths: [String: [String]] = [:]
        for folder in folders {
            for name in (try? node.files.names(in: folder)) ?? [] {
                let path = "\(folder)/\(name)"
                if !node.files.isFolder(path) { paths[name, default: []].append(path) }
            }
        }
        let searched = paths
        // Pods of earlier settings have binaries elsewhere.
        for path in pods.paths {
            let name = HostFiles.name(of: path)
            if paths[name]?.contains(path) != true { paths[name, default: []].append(path) }
        }
        types = Set(paths.keys).union(users.types).sorted()
        for type in types where named.isEmpty || named.contains(type) {
            let found = searched[type]?.first
            for path in paths[type] ?? [] { entries.append(entry(type, path, found, node.files)) }
            if found == nil, !users.users(of: type).isEmpty {
                entries.append(
                    Entry(
                        type: type, binary: PluginBinary(path: nil, state: .missing), facts: nil, hiddenBy: nil,
                        users: users.users(of: type), pods: []))
            }
        }
    }

    /// - Parameter found: the path that a search for the type comes to; nil where it finds none.
    private func entry(_ type: String, _ path: String, _ found: String?, _ files: HostFiles) -> Entry {
        let users = path == found ? users.users(of: type) : []
        let pods = pods.pods(of: path)
        let isPlugin =
            !users.isEmpty || !pods.isEmpty || named.contains(type) || PluginCatalogue.standard.entry(type) != nil
            || NetworkSearch.ownTypes.contains(type)
        return Entry(
            type: type, binary: binaries.binary(at: path, asking: isPlugin), facts: files.facts(path),
            hiddenBy: path == found ? nil : found, users: users, pods: pods)
    }
}

extension PluginInventory.Entry {
    /// One word for programs.
    enum State: String {
        case ok, missing, unusable, refuses, hidden, unasked
    }

    var state: State {
        switch binary.state {
        case .missing: .missing
        case .unusable: .unusable
        case .unasked: hiddenBy == nil ? .unasked : .hidden
        case .speaks: hiddenBy != nil ? .hidden : refused.isEmpty ? .ok : .refuses
        }
    }

    var versions: [String] { if case .speaks(let versions) = binary.state { versions } else { [] } }

    /// The networks in whose version it can't be spoken to.
    var refused: [PluginUser] {
        guard case .speaks(let versions) = binary.state else { return [] }
        return users.filter { !versions.contains($0.version.description) }
    }
}
