import ExactJSON
import MultiNetwork
import TartanCore
import TartanStore

/// What an ADD of a pod would do on one side.
struct PodOutlook {
    /// As far as they can be made out.
    let attachments: [Attachment]
    /// Why the ADD fails; nil where it doesn't.
    let problem: String?

    static let none = PodOutlook(attachments: [], problem: nil)

    init(_ pod: DiffedObject, _ value: JSONValue, on side: DiffSide, _ node: DiffedNode) {
        let annotations = value["metadata"]?["annotations"] ?? .object(JSONObject())
        let metadata: JSONValue = [
            "namespace": .string(pod.key.namespace), "name": .string(pod.key.name), "annotations": annotations,
        ]
        let view = PodSide(side: side, pod: ["apiVersion": "v1", "kind": "Pod", "metadata": metadata])
        let resolver = Resolver(
            rehearsing: node.settings, objects: view, searchPath: node.searchPath, ownName: "tartan")
        // Without a uid, which would be one to be compared.
        let request = PlanRequest(
            pod: PodArguments(namespace: pod.key.namespace, name: pod.key.name, uid: nil), interface: node.interface)
        let found: [Attachment]
        do throws(PlanError) {
            found = try resolver.plan(request).attachments
            problem = nil
        } catch {
            found = resolver.remnants(request).plan
            problem = error.explained.sentence
        }
        attachments = node.knowsClusterNetwork ? found : found.filter { !$0.isStandIn }
    }

    private init(attachments: [Attachment], problem: String?) {
        self.attachments = attachments
        self.problem = problem
    }
}

/// What both sides have in common: Tartan's configuration, and where plugins are looked for.
struct DiffedNode {
    let settings: Settings
    let knowsClusterNetwork: Bool
    let searchPath: String
    let interface: String
}

extension DiffedNode {
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
    fileprivate var isStandIn: Bool { isDefault && plugins.map(\.type) == [DiffedNode.standIn] }
}
