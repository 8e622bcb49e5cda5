import ExactJSON
import MultiNetwork
import TartanStore

/// What must be right about a pod before it is stored: its annotations select networks as the specification says.
///
/// Whether the networks exist is no matter here: they may be applied later.
struct SelectionCheck {
    private let node: ManifestNode
    private let object: ManifestObject

    init(_ node: ManifestNode, _ object: ManifestObject) {
        self.node = node
        self.object = object
    }

    func check(_ pod: PodIdentity) throws(Failure) {
        if let text = pod.annotations.networks {
            do throws(SelectionError) {
                _ = try NetworkSelection.parse(text, podNamespace: pod.namespace)
            } catch {
                throw failure(error, Annotation.networks, text)
            }
        }
        if let text = pod.annotations.defaultNetwork {
            do throws(SelectionError) {
                _ = try NetworkSelection.parseDefaultNetwork(text, namespace: "kube-system")
            } catch {
                throw failure(error, Annotation.defaultNetwork, text)
            }
        }
    }

    private func failure(_ error: SelectionError, _ annotation: String, _ text: String) -> Failure {
        let owner = node.deepest(["metadata", "annotations", annotation])
        var subject = "annotation \(annotation)"
        if let element = error.element { subject += ", element \(element)" }
        if let key = error.key { subject += ", \"\(key)\"" }
        var facts: JSONObject = ["annotation": .string(annotation), "allowed": .string(error.allowed)]
        facts["element"] = error.element.map { .integer($0) }
        facts["key"] = error.key.map { .string($0) }
        facts["value"] = error.value.map { .string($0) }
        return Failure(
            .couldNotRun, code: "badAnnotation", "\(object.title): \(subject): \(error.reason)",
            at: owner.place(inside: error.position.offset(in: text)), facts: facts)
    }
}
