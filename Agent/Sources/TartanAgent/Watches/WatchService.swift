import KubernetesClient
import Logging
import Replication
public import ServiceLifecycle

/// Keeps the store's networks, and its pods where the runtime doesn't hand over annotations, equal to the cluster's.
public struct WatchService: Service {
    let client: KubernetesClient
    let store: StoreKeeper
    let conditions: Conditions
    let recorder: EventRecorder
    /// This node's name, where it is known.
    let node: String?
    let selection: Selection
    let logger: Logger

    /// What of the cluster is kept on this node.
    public struct Selection: Sendable, Equatable {
        /// Empty for all.
        public var namespaces: [String]
        /// The node whose pods are kept; nil where the runtime hands over annotations.
        public var podsOfNode: String?

        public init(namespaces: [String] = [], podsOfNode: String? = nil) {
            self.namespaces = namespaces
            self.podsOfNode = podsOfNode
        }
    }

    public func run() async throws {
        let watches = watches
        for (consumer, _) in watches { conditions.expect(consumer.name) }
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { tasks in
                for (consumer, selection) in watches {
                    tasks.addTask { await ResourceWatch(client, selection, logger: logger).run(consumer) }
                }
                tasks.addTask { await keepOnDisk() }
            }
        }
    }

    private var watches: [(ReplicaConsumer, WatchSelection)] {
        var watches: [(ReplicaConsumer, WatchSelection)] = []
        if selection.namespaces.isEmpty {
            watches.append((consumer(.network, nil, "networks"), WatchSelection(.networks)))
        }
        for namespace in Set(selection.namespaces).sorted() {
            watches.append(
                (
                    consumer(.network, [namespace], "networks of \(namespace)"),
                    WatchSelection(.networks, namespace: namespace)
                ))
        }
        if let node = selection.podsOfNode {
            watches.append(
                (
                    consumer(.pod, nil, "pods of \(node)"),
                    WatchSelection(.pods, fieldSelector: "spec.nodeName=\(node)", metadataOnly: true)
                ))
        }
        return watches
    }

    private func consumer(_ kind: StoreReplica.Kind, _ namespaces: Set<String>?, _ name: String) -> ReplicaConsumer {
        ReplicaConsumer(
            kind: kind, namespaces: namespaces, store: store, conditions: conditions, recorder: recorder, node: node,
            logger: logger, name: name)
    }

    /// Once a second what was written is brought to the disk, once an hour what a killed writer left is swept up.
    private func keepOnDisk() async {
        var seconds = 0
        while !Task.isCancelled {
            do throws(StoreReplicaFailure) {
                try await store.flush()
                if seconds % 3600 == 0 { try await store.tidy() }
            } catch {
                logger.error("\(error)")
            }
            seconds += 1
            try? await Task.sleep(for: .seconds(1))
        }
    }
}
