import CNI
import ExactJSON
import LinuxSystem
import TartanCore
import TartanStore

// Whether Tartan takes what would be written
extension MigrationPlanner {
    /// Reads it as the plugin will when the runtime hands it over, and resolves what every pod gets: nothing is written by
    /// which an ADD of a pod without annotations would be refused.
    mutating func rehearse(_ plugin: JSONObject, _ list: JSONObject) -> Bool {
        var call = plugin
        call["name"] = list["name"]
        call["cniVersion"] = list["cniVersion"]
        let settings: Settings
        do throws(SettingsError) {
            settings = try Settings(text: JSONValue.object(call).bytes, ownName: "tartan")
        } catch {
            migration.findings.append(
                .obstacle("settings", "\(error) (from \(mainFile))", file: mainFile, next: "Mend it, and try again."))
            return false
        }
        let problems = problems(below(settings))
        migration.findings += problems.map(obstacle)
        return problems.isEmpty
    }

    private func problems(_ settings: Settings) -> [PlanError] {
        let folders = binaryFolders.map(files.real)
        // The files of Multus are gone then, so for a folder that is searched they aren't there.
        let resolver = Resolver(
            settings: settings, store: try? Store.open(settings.store, create: false), remote: nil,
            searchPath: folders.joined(separator: ":"), ownName: "multus",
            ownExecutable: folders.lazy.compactMap { FileIdentity(path: "\($0)/tartan") }.first)
        // All at once first; then what only a strict look finds. Without a pod nobody has devices.
        let problems = resolver.remnants(PlanRequest(pod: nil, interface: "eth0")).problems.filter { problem in
            if case .device = problem { false } else { true }
        }
        if !problems.isEmpty { return problems }
        do throws(PlanError) {
            _ = try resolver.configuredNetworks()
            return []
        } catch {
            return [error]
        }
    }

    /// With the paths at which this process finds the node's files.
    private func below(_ settings: Settings) -> Settings {
        var settings = settings
        func real(_ reference: String) -> String { reference.hasPrefix("/") ? files.real(reference) : reference }
        settings.type = "multus-shim"
        settings.clusterNetwork = settings.clusterNetwork.map(real)
        settings.defaultNetworks = settings.defaultNetworks.map(real)
        settings.configurationFolder = real(settings.configurationFolder)
        settings.binaryFolder = settings.binaryFolder.map(real)
        settings.store = real(settings.store)
        return settings
    }

    private func obstacle(_ problem: PlanError) -> NodeFinding {
        let explained = problem.explained
        let code =
            switch problem {
            case .binary, .addressManager: "noPlugin"
            case .auxiliaryChain: "auxiliaryChain"
            default: "unusable"
            }
        return .obstacle(
            code, files.onNode(explained.sentence), file: mainFile,
            key: code == "auxiliaryChain" ? "auxiliaryCNIChainName" : nil, next: explained.advice.map(files.onNode))
    }
}
