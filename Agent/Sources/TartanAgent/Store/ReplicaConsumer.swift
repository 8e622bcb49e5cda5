import ExactJSON
import KubernetesClient
import Logging
import Replication

/// Keeps the store's objects of one kind equal to what a watch says.
///
/// An object that the server has and that Tartan can't believe (too large, a name that can't be) is not kept: what was there
/// before is removed, as it is no longer true, and the condition is told until the object is mended or gone.
struct ReplicaConsumer: WatchConsumer {
    let kind: StoreReplica.Kind
    /// Nil where the watch sees all namespaces.
    let namespaces: Set<String>?
    let store: StoreKeeper
    let conditions: Conditions
    let logger: Logger
    /// What the watch is called in metrics and conditions.
    let name: String

    func put(_ object: JSONValue, _ name: ObjectName) async throws(ConsumerFailure) {
        do throws(StoreReplicaFailure) {
            if try await store.put(kind, object, name, durable: false) { conditions.wrote(self.name) }
            conditions.accepted(name, in: self.name)
        } catch {
            guard error.cause == .object else { throw ConsumerFailure(error.description) }
            logger.error("\(name) is not usable: \(error)", metadata: ["object": "\(name)"])
            conditions.refused(name, in: self.name, because: error.description)
            try await remove(name)
        }
    }

    func remove(_ name: ObjectName) async throws(ConsumerFailure) {
        do throws(StoreReplicaFailure) {
            if try await store.remove(kind, name) { conditions.wrote(self.name) }
        } catch {
            // A name that the store can't have isn't in it.
            if error.cause != .object { throw ConsumerFailure(error.description) }
        }
    }

    func complete(_ present: Set<ObjectName>) async throws(ConsumerFailure) {
        do throws(StoreReplicaFailure) {
            let gone = try await store.keep(only: present, of: kind, in: namespaces)
            try await store.flush()
            logger.info("the store is complete: \(name): \(present.count) there, \(gone) removed")
        } catch {
            throw ConsumerFailure(error.description)
        }
        conditions.retain(present, in: name)
    }

    func watch(_ state: WatchState) async {
        switch state {
        case .current: conditions.current(name)
        case .failing(let failure, let pause):
            let isNew = conditions.failing(name, failure)
            let text = "\(name) can't be watched: \(failure.advice(name)); next try in \(pause.milliseconds) ms"
            isNew ? logger.warning("\(text)") : logger.debug("\(text)")
        }
    }
}

extension APIFailure {
    /// The failure with what to do about it, where that is known.
    func advice(_ plural: String) -> String {
        switch statusCode {
        case 401: "\(self). Look at the service account's token, or the kubeconfig's user"
        case 403: "\(self). The agent's ClusterRole lacks a verb: it needs get, list and watch of \(plural)"
        case 404 where plural == "networks":
            "\(self). The cluster has no CustomResourceDefinition of NetworkAttachmentDefinitions: apply it"
        default: description
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { nanosecondsForMetrics / 1_000_000 }
}
