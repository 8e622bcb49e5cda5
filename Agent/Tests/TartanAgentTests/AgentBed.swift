import AgentTestSupport
import ExactJSON
import Foundation
import KubernetesClient
import Logging
import Metrics
import ServiceLifecycle
import TartanAgent

/// An agent on a store and a socket of its own, before a fake API server.
struct AgentBed: Sendable {
    var server = FakeAPIServer()
    let folder = TemporaryFolder()
    var selection = WatchService.Selection()
    var node: String? = "node-a"
    var events = AgentBed.quickEvents
    let log = RecordedLog()

    /// One for all agents of this process, as swift-metrics has it.
    private static let metrics: PrometheusRegistry = {
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        return registry
    }()

    /// Nobody waits in tests.
    static var quickEvents: EventLimits {
        var limits = EventLimits()
        limits.pause = .milliseconds(20)
        limits.journalPause = .milliseconds(20)
        limits.repeatPause = .milliseconds(50)
        return limits
    }

    var socket: String { folder.path + "/agent.sock" }
    /// Where kubelet would answer.
    var kubelet: String { folder.path + "/kubelet.sock" }
    var store: String { folder.path + "/store" }

    func stored(_ place: String) -> JSONValue? {
        folder.read("store/" + place).flatMap { try? JSONParser.parse($0, limit: 4 << 20) }
    }

    func put(_ place: String, _ value: JSONValue) throws { try put(place, text: value.text) }

    func put(_ place: String, text: String) throws {
        let file = store + "/" + place
        try FileManager.default.createDirectory(
            atPath: URL(filePath: file).deletingLastPathComponent().path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }

    /// Runs the agent while the body runs; the body is given the port of /readyz.
    func running(
        port: Int? = nil, _ body: @escaping @Sendable (_ health: Int) async throws -> Void
    ) async throws {
        if let port {
            try await running(server: port, body)
        } else {
            try await server.serving { try await running(server: $0, body) }
        }
    }

    private func running(server port: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        try await KubernetesClient.testing(port) { try await running($0, log.logger, body) }
    }

    private func running(
        _ client: KubernetesClient, _ logger: Logger, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, bound) = AsyncStream<Int>.makeStream()
        var settings = Agent.Settings(
            store: store, socket: socket, selection: selection, healthHost: "127.0.0.1", healthPort: 0)
        settings.node = node
        settings.events = events
        settings.podResources = kubelet
        let agent = try Agent(
            settings, client: client, metrics: Self.metrics, logger: logger, bound: { bound.yield($0) })
        let group = ServiceGroup(services: agent.services, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let health = await iterator.next() ?? 0
            do {
                try await body(health)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    func ask(_ question: JSONValue) async -> JSONValue? { await ask(line: question.text + "\n") }

    /// One question as the plugin asks it; nil where no answer can be read.
    func ask(line: String) async -> JSONValue? {
        guard let answer = try? await UnixSocket.exchange(line, at: socket) else { return nil }
        return try? JSONParser.parse(answer, limit: 64 << 10)
    }

    /// Status 0 where nobody answers.
    func get(_ path: String, _ port: Int) async -> (status: Int, text: String) {
        await WebPage.get("http://127.0.0.1:\(port)\(path)")
    }

    func isReady(_ port: Int) async -> Bool { await get("/readyz", port).status == 200 }
}
