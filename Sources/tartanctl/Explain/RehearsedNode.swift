import CNI
import ExactJSON
import TartanCore

/// A node as far as plans need one that are made away from it: Tartan's configuration, and where plugins are looked for.
struct RehearsedNode {
    let settings: Settings
    let knowsClusterNetwork: Bool
    let searchPath: String
    let interface: String
}

extension RehearsedNode {
    fileprivate static let standIn = "cluster-network"

    /// - Parameter configuration: nil away from a node: then a cluster network stands in that is the same on both sides.
    init(_ configuration: RuntimeConfiguration?, interface: String) throws(Failure) {
        var object = JSONObject()
        object["cniVersion"] = "1.0.0"
        object["name"] = "tartan"
        object["type"] = "tartan"
        do throws(SettingsError) {
            var settings = try Settings(text: configuration?.bytes ?? JSONValue.object(object).bytes, ownName: "tartan")
            let knows = settings.clusterNetwork != nil || !settings.delegates.isEmpty
            if !knows {
                settings.delegates = [
                    ["cniVersion": "1.0.0", "name": .string(Self.standIn), "type": .string(Self.standIn)]
                ]
            }
            // Each pod's annotations are the side's.
            settings.runtimeConfig[Settings.annotationsCapability] = nil
            self.init(
                settings: settings, knowsClusterNetwork: knows, searchPath: HostEnvironment.searchPath,
                interface: interface)
        } catch {
            throw Failure(
                .couldNotRun, code: "badConfiguration", "\(error) (\(configuration?.source ?? "")).",
                hints: ["docs/configuration.md has a row for each key."])
        }
    }
}

extension Attachment {
    /// In place of a cluster network that isn't known.
    var isStandIn: Bool { isDefault && plugins.map(\.type) == [RehearsedNode.standIn] }
}
