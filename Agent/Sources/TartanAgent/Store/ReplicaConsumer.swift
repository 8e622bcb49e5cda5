import ExactJSON
import KubernetesClient
import Logging
import Replication

/// Keeps the store's objects of one kind equal to what a watch says.
///
/// An object that the server has and that Tartan can't believe (too large, a name that can't be) is not kept: what was there
/// before is removed, as it is no longer true, and the condition is told until the object is mended or gone. A definition that is
/// kept and by which no pod can start is told, too.
struct ReplicaConsumer: WatchConsumer {
    let kind: StoreReplica.Kind
    /// Nil where the watch sees all namespaces.
    let namespaces: Set<String>?
    let store: StoreKeeper
    let conditions: Conditions
    let recorder: EventRecorder
    /// This node's name, where it is known.
    let node: String?
    let logger: Logger
    /// What the watch is called in metrics and conditions.
    let name: String

    func put(_ object: JSONValue, _ name: ObjectName) async throws(ConsumerFailure) {
        do throws(StoreReplicaFailure) {
            if try await store.put(kind, object, name, durable: false) { conditions.wrote(self.name) }
        } catch {
            guard error.cause == .object else { throw ConsumerFailure(error.description) }
            await refuse(object, name, error.description)
            return try await drop(name)
        }
        if kind == .network, let problem = DefinitionCheck.problem(of: object) {
            await refuse(object, name, problem)
        } else {
            conditions.accepted(name, in: self.name)
        }
    }

    private func refuse(_ object: JSONValue, _ name: ObjectName, _ reason: String) async {
        guard conditions.refused(name, in: self.name, because: reason) else { return }
        logger.error("\(name) is not usable: \(reason)", metadata: ["object": "\(name)"])
        guard kind == .network, let network = ObjectEvent.Object.network(object) else { return }
        await recorder.record(
            ObjectEvent(network, reason: "InvalidNetwork", message: reason, isWarning: true, isShared: true))
    }

    func remove(_ name: ObjectName) async throws(ConsumerFailure) {
        try await drop(name)
        conditions.accepted(name, in: self.name)
    }

    private func drop(_ name: ObjectName) async throws(ConsumerFailure) {
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
            let advice = failure.advice(watching: name)
            let text = "\(name) can't be watched: \(advice); next try in \(pause.milliseconds) ms"
            isNew ? logger.warning("\(text)") : logger.debug("\(text)")
            if isNew, failure.isRefusal || failure.isNotFound, let node {
                await recorder.record(
                    ObjectEvent(
                        .node(node), reason: "WatchFailed", message: "\(name): \(advice)", isWarning: true))
            }
        }
    }
}

extension APIFailure {
    /// The failure of a watch with what to do about it.
    func advice(watching name: String) -> String {
        let isOfNetworks = name.hasPrefix("networks")
        if isOfNetworks, isNotFound {
            return "\(self). The cluster has no CustomResourceDefinition of NetworkAttachmentDefinitions, or one that "
                + "doesn't serve v1: apply it"
        }
        let resource = isOfNetworks ? APIResource.networks : .pods
        return advice(needing: "get, list and watch of \(resource.plural)")
    }

    /// The failure with what to do about it, where that is known.
    ///
    /// - Parameter verbs: which, and of what.
    func advice(needing verbs: String) -> String {
        switch statusCode {
        case 401: "\(self). Look at the service account's token, or the kubeconfig's user"
        case 403: "\(self). The agent's ClusterRole lacks a verb: it needs \(verbs)"
        default: description
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { nanosecondsForMetrics / 1_000_000 }
}
