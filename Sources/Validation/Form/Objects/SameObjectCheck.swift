import Findings
import MarkedYAML

/// The same object twice, in one file or in files of one folder; other folders may hold variants of it.
struct SameObjectCheck: ScopeCheck {
    private struct Key: Hashable {
        let folder: String
        let kind: String
        let namespace: String
        let name: String
    }

    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        var first: [Key: KubernetesObject] = [:]
        let objects = scope.definitions.map(\.object) + scope.pods.map(\.object) + scope.claims
        for object in objects {
            guard let name = object.name, !name.isEmpty else { continue }
            let namespace = object.namespace(context.settings.defaultNamespace)
            let key = Key(
                folder: Self.folder(of: object.file.name), kind: object.kind, namespace: namespace, name: name)
            guard let other = first.updateValue(object, forKey: key) else { continue }
            first[key] = other
            sink.report(
                .sameObjectTwice, at: object.title,
                "\(object.kind) \(namespace.cutForMessage)/\(name.cutForMessage) is here for the second time",
                notes: ["kubectl apply takes both, and the last one counts; kustomize refuses them."],
                related: [(other.title, "the first one")])
        }
    }

    private static func folder(of file: String) -> String {
        file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[..<$0]) } ?? ""
    }
}
