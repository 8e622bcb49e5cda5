import ExactJSON
import MultiNetwork
import TartanStore

// Who may use a network is its owner's word, too. A stranger isn't told whether there is one.
extension NetworkLookup {
    /// A definition of another namespace than the pod's.
    ///
    /// Refused and unknown ones take the same way: what stands behind the store is asked for both, since the owner may just
    /// have changed their mind, and both end in the same error.
    func foreign(
        _ reference: NetworkReference, origin: String, for namespace: String
    ) throws(PlanError) -> FoundNetwork {
        var found = try stored(reference)
        if let found, Self.admits(found, namespace) { return try network(found, reference) }
        if let remote {
            switch remote.fetch(.network, namespace: reference.namespace, name: reference.name, uid: nil) {
            case .stored:
                found = try stored(reference)
                if let found, Self.admits(found, namespace) { return try network(found, reference) }
            case .notFound: found = nil
            case .unavailable(let tried):
                if remote.mayKnow { throw .networkUnavailable(reference, tried: tried) }
            }
        }
        throw .notForPod(reference, origin: origin, podNamespace: namespace, exists: found != nil)
    }

    /// Where else there is a network of that name which the pod may use; without a pod all.
    func namespaces(holding name: String, usableBy namespace: String?) -> [String] {
        let all = (try? store?.namespaces(holding: name, .network)) ?? []
        guard let namespace else { return all }
        return all.filter { other in
            if settings.namespaceIsolation, !settings.globalNamespaces.contains(other) { return false }
            guard let object = try? store?.network(other, name) else { return false }
            return Self.admits(object, namespace)
        }
    }

    /// What can't be read admits nobody.
    private static func admits(_ definition: JSONValue, _ namespace: String) -> Bool {
        guard let value = definition["metadata"]?["annotations"]?[Annotation.allowedNamespaces], !value.isNull else {
            return true
        }
        guard let text = value.string, let allowed = try? AllowedNamespaces(text) else { return false }
        return allowed.admits(namespace)
    }
}
