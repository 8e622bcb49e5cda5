import ArgumentParser
import KubernetesClient
import Logging
import Metrics
import ServiceLifecycle
import TartanAgent
import UnixSignals

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Serve this node until SIGTERM.",
        discussion: """
            Takes nothing away when it ends: pods go on starting with what the store has.

            Examples:
              tartan-agent run
              tartan-agent run --kubeconfig /etc/tartan/kubeconfig --namespace shop --namespace infra
              tartan-agent run --watch-pods --node worker-1
            """)

    @OptionGroup var connection: ConnectionOptions

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Networks of this namespace alone. May be given several times (default: all).", valueName: "name"))
    var namespace: [String] = []

    @Flag(help: "Keep this node's pods, too: for runtimes that don't hand over annotations.")
    var watchPods = false

    @Option(
        help: ArgumentHelp(
            "This node's name in the cluster (default: $NODE_NAME, else the host's name).", valueName: "name"))
    var node: String?

    @Option(help: ArgumentHelp("Where the plugin asks.", valueName: "path"))
    var socket = "/run/tartan/agent.sock"

    @Option(help: ArgumentHelp("Where kubelet tells which pod has which devices.", valueName: "path"))
    var podResources = PodResources.standardSocket

    @Option(help: ArgumentHelp("Where /livez, /readyz and /metrics are served.", valueName: "address:port"))
    var listen = "127.0.0.1:9646"

    @Option(help: ArgumentHelp("trace, debug, info, notice, warning or error.", valueName: "level"))
    var logLevel = "info"

    mutating func run() async throws {
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw ValidationError("\"\(logLevel)\" is no level; write debug, info, warning or error")
        }
        let place = try ListenAddress(listen)
        let named = node ?? ProcessInfo.processInfo.environment["NODE_NAME"] ?? ""
        guard !watchPods || !named.isEmpty else {
            throw ValidationError("--watch-pods needs the node's name: --node NAME, or NODE_NAME")
        }
        LoggingSystem.bootstrap(LineLog.init)
        var logger = Logger(label: "tartan-agent")
        logger.logLevel = level
        var settings = Agent.Settings(
            store: connection.storeRoot, socket: socket,
            selection: .init(namespaces: namespace, podsOfNode: watchPods ? named : nil), healthHost: place.host,
            healthPort: place.port)
        settings.node = named.isEmpty ? ProcessInfo.processInfo.hostName.lowercased() : named
        settings.podResources = podResources
        try await connection.withClient { [settings, logger] client in
            try await Self.serve(settings, client, logger)
        }
    }

    private static func serve(_ settings: Agent.Settings, _ client: KubernetesClient, _ logger: Logger) async throws {
        let metrics = PrometheusRegistry(help: MetricHelp.texts)
        MetricsSystem.bootstrap(metrics)
        let agent = try Agent(settings, client: client, metrics: metrics, logger: logger)
        logger.info(
            "serving", metadata: ["server": "\(client.access.server.text)", "by": "\(client.access.source)"])
        var configuration = ServiceGroupConfiguration(
            services: agent.services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// `address:port`, `[address]:port` or `:port`.
struct ListenAddress {
    let host: String
    let port: Int

    init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65535).contains(port)
        else { throw ValidationError("\"\(text)\" is no address with a port; write 127.0.0.1:9646") }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
        self.host = host.isEmpty ? "0.0.0.0" : String(host)
        self.port = port
    }
}
