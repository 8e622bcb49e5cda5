import CNI
import MarkedYAML
import MultiNetwork

/// An annotation that names networks, while it is read.
struct SelectionAnnotation {
    let key: String
    let node: MarkedNode
    let text: JSONText
    let written: String
    /// Where a network without a namespace is.
    let namespace: String

    var isDefaultNetwork: Bool { key == Annotation.defaultNetwork }
    var isJSON: Bool { TextPart(written).trimmed.text.utf8.first == UInt8(ascii: "[") }
    var limit: Int { isDefaultNetwork ? 1 : Limits.attachments }

    /// What happens to the pod.
    static let bothRefuse = "Tartan and Multus refuse the annotation, and the pod stays in ContainerCreating."
    static let tartanRefuses = "Tartan refuses the annotation, and the pod stays in ContainerCreating."
}
