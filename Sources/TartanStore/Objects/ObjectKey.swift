/// Namespace and name of a network or pod, both valid in Kubernetes and therefore safe in a path.
package struct ObjectKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let namespace: String
    package let name: String

    /// - Throws: `invalidName`
    package init(_ namespace: String, _ name: String) throws(StoreError) {
        do { try KubernetesName.validate(namespace: namespace) } catch { throw .invalidName(what: "namespace", error) }
        do { try KubernetesName.validate(name: name) } catch { throw .invalidName(what: "name", error) }
        self.namespace = namespace
        self.name = name
    }

    package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        if left.namespace != right.namespace {
            return left.namespace.utf8.lexicographicallyPrecedes(right.namespace.utf8)
        }
        return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }

    package var description: String { namespace + "/" + name }
}
