public import KubernetesClient
public import Logging
import NIOPosix
import Replication
public import ServiceLifecycle

/// The agent of a node: keeps the store equal to the API server, publishes what the plugin attached and tells of it in events,
/// answers the plugin's questions, and tells how it is.
public struct Agent: Sendable {
    public struct Settings: Sendable {
        public var store: String
        public var socket: String
        public var selection: WatchService.Selection
        /// Where /livez, /readyz and /metrics are served.
        public var healthHost: String
        public var healthPort: Int
        /// This node's name in the cluster, where it is known: events are told to come from it.
        public var node: String?
        public var events = EventLimits()
        /// Kubelet's socket of PodResources, which tells of devices.
        public var podResources = PodResources.standardSocket

        public init(
            store: String, socket: String, selection: WatchService.Selection, healthHost: String, healthPort: Int
        ) {
            self.store = store
            self.socket = socket
            self.selection = selection
            self.healthHost = healthHost
            self.healthPort = healthPort
        }
    }

    public let services: [any Service]
    public let conditions: Conditions

    /// - Parameters:
    ///   - bound: told the port of /readyz once it answers.
    /// - Throws: for a store that can't be used.
    public init(
        _ settings: Settings, client: KubernetesClient, metrics: PrometheusRegistry, logger: Logger,
        bound: (@Sendable (Int) async -> Void)? = nil
    ) throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let conditions = Conditions()
        let store = try StoreKeeper(root: settings.store, group: MultiThreadedEventLoopGroup(numberOfThreads: 1))
        let queue = StatusQueue(
            store: store, publisher: StatusPublisher(client: client, logger: logger), conditions: conditions,
            logger: logger)
        let recorder = EventRecorder(
            client: client, conditions: conditions, host: settings.node, limits: settings.events, logger: logger)
        self.conditions = conditions
        services = [
            recorder,
            WatchService(
                client: client, store: store, conditions: conditions, recorder: recorder, node: settings.node,
                selection: settings.selection, logger: logger),
            queue,
            JournalFollower(store: store, recorder: recorder, limits: settings.events, logger: logger),
            SocketServer(
                path: settings.socket, lookup: LiveLookup(client: client, store: store), queue: queue,
                devices: PodDevices(
                    source: PodResources(socket: settings.podResources, group: group), conditions: conditions,
                    logger: logger),
                group: group, logger: logger),
            HealthServer(
                host: settings.healthHost, port: settings.healthPort, conditions: conditions, metrics: metrics,
                logger: logger, bound: bound),
        ]
    }
}
