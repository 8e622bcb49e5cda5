import ExactJSON
public import KubernetesClient
import Logging
import Replication

/// Looks an object up at the API server itself and puts it into the store, for a plugin that needs it before the watch had it.
public struct LiveLookup: Sendable {
    let client: KubernetesClient
    let store: StoreKeeper

    public init(client: KubernetesClient, store: StoreKeeper) {
        self.client = client
        self.store = store
    }

    public enum Answer: Sendable, Equatable {
        case stored
        /// The server says that there is none; what the store had is removed.
        case notFound(String)
        /// The server doesn't let the agent look.
        case denied(String)
        /// Nobody can tell now, or what is there can't be used.
        case unavailable(String)
        /// There is a pod of that name, and it is another one.
        case otherUID(String)
    }

    public enum Kind: String, Sendable {
        case pod, network

        var resource: APIResource { self == .pod ? .pods : .networks }
        var stored: StoreReplica.Kind { self == .pod ? .pod : .network }
    }

    /// - Parameters:
    ///   - uid: the pod that is meant, as the runtime has it; a static pod's is its `kubernetes.io/config.hash`.
    ///   - patience: for the server's answer.
    public func fetch(_ kind: Kind, _ name: ObjectName, uid: String?, patience: Duration) async -> Answer {
        guard !name.namespace.isEmpty, !name.name.isEmpty else { return .notFound("namespace and name are needed") }
        let mark = await store.mark()
        let object: JSONValue
        do throws(APIFailure) {
            object = try await client.get(kind.resource, name, metadataOnly: kind == .pod, patience: patience)
        } catch {
            return await refusal(kind, name, error, mark)
        }
        guard ObjectName(of: object) == name else { return .unavailable("the API server answers with another object") }
        if kind == .pod, let uid, !Self.isMeant(object, uid) {
            return .otherUID("\(name) is another pod than \(uid) now")
        }
        do throws(StoreReplicaFailure) {
            try await store.adopt(kind.stored, object, name, since: mark)
            return .stored
        } catch {
            return .unavailable(error.description)
        }
    }

    /// The pod itself, or the mirror of a static pod, which the runtime knows by the hash of its manifest.
    static func isMeant(_ pod: JSONValue, _ uid: String) -> Bool {
        let metadata = pod["metadata"]
        return metadata?["uid"]?.string == uid
            || metadata?["annotations"]?["kubernetes.io/config.hash"]?.string == uid
    }

    private func refusal(_ kind: Kind, _ name: ObjectName, _ failure: APIFailure, _ mark: UInt64) async -> Answer {
        switch failure.statusCode {
        case 404:
            _ = try? await store.adopt(kind.stored, nil, name, since: mark)
            return .notFound("the API server has no \(kind.rawValue) \(name)")
        case 401, 403: return .denied(failure.advice(needing: "get of \(kind.resource.plural)"))
        default: return .unavailable(failure.description)
        }
    }
}
