import ExactJSON
import MultiNetwork
import TartanCore
import TartanStore

/// What an ADD of a pod would do on one side.
struct PodOutlook {
    /// As far as they can be made out.
    let attachments: [Attachment]
    /// Why the ADD fails; nil where it doesn't.
    let error: PlanError?

    static let none = PodOutlook(attachments: [], error: nil)

    /// As a sentence.
    var problem: String? { error?.explained.sentence }

    init(_ pod: DiffedObject, _ value: JSONValue, on side: DiffSide, _ node: RehearsedNode) {
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
            self.error = nil
        } catch {
            found = resolver.remnants(request).plan
            self.error = error
        }
        attachments = node.knowsClusterNetwork ? found : found.filter { !$0.isStandIn }
    }

    private init(attachments: [Attachment], error: PlanError?) {
        self.attachments = attachments
        self.error = error
    }
}
