import CNI
import ExactJSON
import LinuxSystem
import TartanCore
import TartanStore
import Validation
import Wording

/// Finds the cluster network, and puts Tartan's configuration together: a new one, or the one that is there with what it
/// lacks.
struct InitializationPlanner {
    let files: HostFiles
    let wish: ClusterNetworkWish
    let binaryFolders: [String]
    let folder: RuntimeFolder?
    var plan: Initialization
    /// The file that is there names the cluster network already, in its own way.
    private var keepsReference = false

    static func plan(
        _ folderPath: String, _ runtime: NodeRuntime?, _ wish: ClusterNetworkWish, binaryFolders: [String],
        files: HostFiles
    ) throws(Failure) -> Initialization {
        var planner = try InitializationPlanner(folderPath, runtime, wish, binaryFolders, files)
        planner.checkMultus()
        planner.readOwn()
        planner.findNetwork()
        planner.chooseName()
        planner.compose()
        planner.check()
        return planner.plan
    }

    private init(
        _ path: String, _ runtime: NodeRuntime?, _ wish: ClusterNetworkWish, _ binaryFolders: [String],
        _ files: HostFiles
    ) throws(Failure) {
        self.files = files
        self.wish = wish
        self.binaryFolders = binaryFolders
        plan = Initialization(files: files, folder: path, runtime: runtime)
        plan.isFolderMissing = !files.isThere(path)
        folder = plan.isFolderMissing ? nil : try RuntimeFolder(path, files: files)
        plan.takesNow = choice(folder?.files ?? [])
    }

    func hasBinary(_ type: String) -> Bool { binaryFolders.contains { files.isThere("\($0)/\(type)") } }

    private func choice(_ files: [RuntimeFile]) -> RuntimeChoice {
        RuntimeChoice(files, plan.runtime, hasBinary: hasBinary)
    }
}

// The file that is there already
extension InitializationPlanner {
    private mutating func readOwn() {
        guard let folder else { return }
        let tartans = folder.files.filter { $0.isTartan && $0.problem == nil }
        // Of several the one that the runtime would come to first.
        guard let file = tartans.first, let document = file.configuration else { return }
        let path = "\(folder.path)/\(file.name)"
        guard let bytes = try? files.read(path), let facts = files.facts(path) else { return }
        plan.own = OwnFile(
            name: file.name, text: String(decoding: bytes, as: UTF8.self), mode: facts.permissions, document: document)
        for other in tartans.dropFirst() {
            plan.findings.append(
                .warning(
                    "severalFiles", "\(folder.path)/\(other.name) has Tartan in it too, and isn't looked at",
                    file: "\(folder.path)/\(other.name)"))
        }
    }

    /// Tartan's own object in the file that is there.
    var ownPlugin: JSONObject? {
        guard let document = plan.own?.document else { return nil }
        return (document["plugins"]?.array ?? [document]).first { $0["type"] == "tartan" }?.object
    }
}

// The cluster network
extension InitializationPlanner {
    private var candidates: [ClusterNetworkFile] {
        let inFolder =
            folder.map { folder in folder.files.compactMap { ClusterNetworkFile($0, in: folder.path) } } ?? []
        guard plan.folder != Initialization.asideFolder,
            let aside = try? RuntimeFolder(Initialization.asideFolder, files: files)
        else { return inFolder }
        return inFolder + aside.files.compactMap { ClusterNetworkFile($0, in: aside.path) }
    }

    private mutating func findNetwork() {
        switch wish {
        case .file(let path): plan.network = named(path)
        case .kind(let kind): choose(candidates.filter { $0.kind == kind || kind == .canal && $0.couldBeCanal }, kind)
        case .found:
            keepsReference = takeConfigured()
            if !keepsReference { choose(candidates, nil) }
        }
    }

    /// What Tartan's own file names; false where it names nothing that is there.
    private mutating func takeConfigured() -> Bool {
        guard let plugin = ownPlugin else { return false }
        if let value = plugin.value(of: "clusterNetwork")?.string {
            let search = NetworkSearch(
                files: files,
                configurationFolder: plugin.text(of: "confDir") ?? Initialization.asideFolder,
                namespace: plugin.text(of: "multusNamespace") ?? "kube-system",
                storeRoot: plugin.text(of: "store") ?? Store.defaultRoot)
            do throws(NetworkProblem) {
                let found = try search.find(value)
                plan.network = ClusterNetworkFile(found.source, found.configuration)
                return true
            } catch {
                plan.findings.append(
                    .warning(
                        error.code, "the cluster network of \(plan.folder)/\(plan.own?.name ?? ""): \(error)",
                        file: value, key: "clusterNetwork"))
                return false
            }
        }
        guard let first = plugin.value(of: "delegates")?.array?.first,
            let found = try? NetworkSearch.inline(first, source: "delegates[0]")
        else { return false }
        plan.network = ClusterNetworkFile(found.source, found.configuration)
        return true
    }

    private mutating func named(_ given: String) -> ClusterNetworkFile? {
        let path = files.nodePath(given)
        let search = NetworkSearch(
            files: files, configurationFolder: Initialization.asideFolder, namespace: "kube-system",
            storeRoot: Store.defaultRoot)
        do throws(NetworkProblem) {
            return ClusterNetworkFile(path, try search.find(path).configuration)
        } catch {
            plan.findings.append(
                .obstacle(
                    error.code, "--cluster-network: \(error)", file: path, next: kindMeant(by: given) ?? error.next))
            return nil
        }
    }

    /// A word that is no path was meant for one of the names.
    private func kindMeant(by word: String) -> String? {
        if word.contains("/") { return nil }
        let words = ["auto"] + ClusterNetworkWish.kinds.map(\.rawValue)
        return Spelling.closest(to: word, in: words).map {
            "Did you mean \($0)? tartanctl init --cluster-network \($0)"
        }
    }

    /// The one that the runtime would take if Tartan's file weren't there, else the first.
    private mutating func choose(_ candidates: [ClusterNetworkFile], _ kind: ClusterNetworkKind?) {
        let without = choice((folder?.files ?? []).filter { !$0.isTartan })
        let taken = candidates.first { $0.path == without.name.map { "\(plan.folder)/\($0)" } }
        guard let chosen = taken ?? candidates.first else { return refuse(kind) }
        plan.network = chosen
        plan.others = candidates.filter { $0.path != chosen.path }
    }

    private mutating func refuse(_ kind: ClusterNetworkKind?) {
        let name = kind?.name.map { "\($0)'s configuration" } ?? "no configuration that could be the cluster network's"
        let found = candidates.map {
            "\($0.path) (\($0.kind.name ?? $0.configuration.plugins.map(\.type).joined(separator: ", ")))"
        }
        let place =
            plan.isFolderMissing
            ? "\(plan.folder) is not there"
            : (folder?.names.isEmpty ?? true) ? "\(plan.folder) is empty" : "in \(plan.folder)"
        let message: String
        if kind != nil {
            message = "\(name) is neither in \(plan.folder) nor in \(Initialization.asideFolder)"
        } else if place.hasPrefix("in ") {
            message = "there is \(name) \(place)"
        } else {
            message = "\(place), and there is \(name) in \(Initialization.asideFolder) either"
        }
        let broken = folder?.files.compactMap(\.problem) ?? []
        let nothing = kind == nil ? "" : "; no file there is a network's"
        let writer = kind?.installer ?? "its installer"
        plan.findings.append(
            .obstacle(
                "noClusterNetwork",
                message + (found.isEmpty ? nothing : "; there is \(found.joined(separator: ", "))")
                    + (broken.isEmpty ? "" : "; \(broken.joined(separator: "; "))"),
                file: plan.folder,
                next:
                    "Install the cluster network first: \(writer) writes the file. One that is elsewhere can be named: "
                    + "tartanctl init --cluster-network FILE"))
    }
}

// Tartan's configuration
extension InitializationPlanner {
    private mutating func compose() {
        guard let network = plan.network, plan.obstacles.isEmpty else { return }
        var plugin = ownPlugin ?? ["type": "tartan"]
        compose(network, in: &plugin)
        let document = plan.own.map { rebuilt($0.document, plugin) } ?? new(plugin)
        if verify(document, plugin) { plan.document = document }
    }

    private mutating func compose(_ network: ClusterNetworkFile, in plugin: inout JSONObject) {
        if !keepsReference, plugin.value(of: "clusterNetwork")?.string != network.path {
            set("clusterNetwork", .string(network.path), in: &plugin, why(network))
        }
        var capabilities = plugin["capabilities"]?.object ?? JSONObject()
        for capability in network.capabilities + [Settings.annotationsCapability]
        where capabilities[capability]?.boolean != true {
            capabilities[capability] = true
        }
        if plugin["capabilities"]?.object != capabilities {
            let own = network.capabilities.joined(separator: ", ")
            set(
                "capabilities", .object(capabilities), in: &plugin,
                "what the runtime hands over: the pod's annotations"
                    + (own.isEmpty ? "" : ", and what the cluster network declares (\(own))"))
        }
        let isMerged = plugin["result"].map { $0 == "merged" } ?? true
        if plan.runtime?.kind == .crio, isMerged {
            set(
                "result", "primary", in: &plugin,
                "CRI-O (\(plan.runtime?.evidence ?? "")) takes every address of the answer for the pod's own")
        }
    }

    private func why(_ network: ClusterNetworkFile) -> String {
        let name = network.kind.name.map { "\($0), " } ?? ""
        guard HostFiles.parent(of: network.path) == plan.folder else {
            return "\(name)by reference: read at each ADD, and out of the runtime's sight"
        }
        let writer = network.kind.installer.map { "so what \($0) writes there later counts at once" }
        return "\(name)by reference: it stays where it is and is read at each ADD, "
            + (writer ?? "so a change of it counts at once")
    }

    private mutating func set(_ key: String, _ value: JSONValue, in plugin: inout JSONObject, _ why: String) {
        plugin[key] = value
        plan.entries.append(.init(key: key, value: value, why: why))
    }

    private mutating func new(_ plugin: JSONObject) -> JSONValue {
        plan.entries.insert(
            contentsOf: [
                .init(
                    key: "cniVersions", value: ["1.0.0", "1.1.0"],
                    why:
                        "runtimes of today take the highest that they know; older ones read cniVersion alone, and refuse "
                        + "1.1.0"),
                .init(
                    key: "name", value: .string(Initialization.networkName),
                    why: "by it the runtime knows Tartan; the cluster network keeps its own"),
            ], at: 0)
        return [
            "cniVersion": "1.0.0", "cniVersions": ["1.0.0", "1.1.0"], "name": .string(Initialization.networkName),
            "plugins": [.object(plugin)],
        ]
    }

    private mutating func rebuilt(_ document: JSONValue, _ plugin: JSONObject) -> JSONValue {
        guard var list = document.object, let plugins = list["plugins"]?.array else { return single(plugin) }
        list["plugins"] = .array(plugins.map { $0["type"] == "tartan" ? .object(plugin) : $0 })
        if list["cniVersions"] == nil, list["cniVersion"] == "1.0.0", !isMigrated {
            let versions: JSONValue = ["1.0.0", "1.1.0"]
            plan.entries.append(
                .init(key: "cniVersions", value: versions, why: "with 1.1.0 runtimes of today ask STATUS and GC too"))
            var members: [JSONObject.Member] = []
            for member in list.members {
                members.append(member)
                if member.key == "cniVersion" { members.append(.init(key: "cniVersions", value: versions)) }
            }
            list = JSONObject(members)
        }
        return .object(list)
    }

    /// A file without list stays one unless it gets another name.
    private func single(_ plugin: JSONObject) -> JSONValue {
        guard plan.own?.name != plan.fileName else { return .object(plugin) }
        var list = JSONObject()
        for key in ["cniVersion", "name"] { list[key] = plugin[key] }
        list["plugins"] = [.object(JSONObject(plugin.members.filter { list[$0.key] == nil }))]
        return .object(list)
    }

    /// By Tartan's own reader, as the runtime will hand it over.
    private mutating func verify(_ document: JSONValue, _ plugin: JSONObject) -> Bool {
        var call = plugin
        call["name"] = document["name"]
        call["cniVersion"] = document["cniVersion"]
        do throws(SettingsError) {
            _ = try Settings(text: JSONValue.object(call).bytes, ownName: "tartan")
            return true
        } catch {
            let path = "\(plan.folder)/\(plan.own?.name ?? plan.fileName)"
            plan.findings.append(
                .obstacle(
                    "settings", "\(path): \(error)", file: path,
                    next: "Mend it: docs/configuration.md has a row for each key."))
            return false
        }
    }
}
