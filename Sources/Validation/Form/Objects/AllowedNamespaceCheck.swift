import CNI
import Findings
import MarkedYAML
import MultiNetwork
import Wording

/// The annotation by which a network's owner says whose pods may use it.
struct AllowedNamespaceCheck: ObjectCheck {
    func check(_ object: KubernetesObject, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) == .definition,
            let node = object.metadata?["annotations"]?.mapping?[Annotation.allowedNamespaces],
            let text = node.string, !LeftOver.placeholder(in: text)
        else { return }
        do throws(InvalidName) { _ = try AllowedNamespaces(text) } catch {
            sink.report(
                .invalidAllowedNamespaces, at: object.spot(node),
                "\"\(error.name.cutForMessage)\" is neither a namespace nor a pattern: it \(error.rule)",
                label: "such as shop, team-*",
                notes: ["As long as it can't be read, no pod of another namespace may use the network."])
        }
    }
}
