import CNI
import ExactJSON
import TartanCore
import Validation

/// Tartan's configuration in the runtime's folder.
struct ExaminedConfiguration {
    /// On the node.
    let path: String
    /// Of the list.
    let name: String?
    let plugin: JSONObject
    /// `cniVersion` and `cniVersions` of the list, as written.
    let versions: [String]
    /// As the plugin reads it; nil where it can't.
    let settings: Settings?
    /// Why not.
    let problem: String?

    /// Nil for a file without Tartan.
    init?(_ file: RuntimeFile, in folder: String) {
        guard let value = file.configuration,
            let plugin = (value["plugins"]?.array ?? [value]).first(where: { $0["type"] == "tartan" })?.object
        else { return nil }
        path = "\(folder)/\(file.name)"
        name = file.networkName
        self.plugin = plugin
        let several = value["cniVersions"]?.array?.compactMap(\.string) ?? []
        versions = [value["cniVersion"]?.string].compactMap { $0 } + several
        var call = plugin
        // As libcni does.
        for key in ["name", "cniVersion"] { call[key] = value[key] ?? call[key] }
        do throws(SettingsError) {
            settings = try Settings(text: JSONValue.object(call).bytes, ownName: "tartan")
            problem = file.problem
        } catch {
            settings = nil
            problem = "\(error)"
        }
    }

    func declares(_ capability: String) -> Bool { plugin["capabilities"]?[capability]?.boolean == true }
}
