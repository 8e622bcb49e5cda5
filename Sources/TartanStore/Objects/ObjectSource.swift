package import ExactJSON

/// Where networks and pods are read from: the store, or manifests that are not in it yet.
package protocol ObjectSource: Sendable {
    /// The network of that namespace and name; nil where there is none.
    func network(_ namespace: String, _ name: String) throws(StoreError) -> JSONValue?
    /// The pod of that namespace and name; nil where there is none.
    func pod(_ namespace: String, _ name: String) throws(StoreError) -> JSONValue?
    /// The namespaces in which an object of that name is, sorted.
    func namespaces(holding name: String, _ kind: ObjectKind) throws(StoreError) -> [String]
}

extension Store: ObjectSource {}
