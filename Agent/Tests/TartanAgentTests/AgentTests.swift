import AgentTestSupport
import ExactJSON
import Foundation
import KubernetesClient
import Logging
import Metrics
import ServiceLifecycle
import TartanAgent
import Testing

/// An agent on a store and a socket of its own, before a fake API server.
struct AgentBed: Sendable {
    let server = FakeAPIServer()
    let folder = TemporaryFolder()
    var selection = WatchService.Selection()

    var socket: String { folder.path + "/agent.sock" }
    var store: String { folder.path + "/store" }

    func stored(_ place: String) -> JSONValue? {
        folder.read("store/" + place).flatMap { try? JSONParser.parse($0, limit: 4 << 20) }
    }

    func put(_ place: String, _ value: JSONValue) throws {
        let file = store + "/" + place
        try FileManager.default.createDirectory(
            atPath: URL(filePath: file).deletingLastPathComponent().path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try value.text.write(toFile: file, atomically: true, encoding: .utf8)
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
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        try await KubernetesClient.testing(port) { try await running($0, logger, body) }
    }

    private func running(
        _ client: KubernetesClient, _ logger: Logger, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, bound) = AsyncStream<Int>.makeStream()
        let agent = try Agent(
            Agent.Settings(
                store: store, socket: socket, selection: selection, healthHost: "127.0.0.1", healthPort: 0),
            client: client, metrics: PrometheusRegistry(), logger: logger, bound: { bound.yield($0) })
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

@Suite("The agent keeps the store equal to the cluster", .timeLimit(.minutes(1)))
struct ReplicationTests {
    @Test("networks arrive, change and go, each in its own file, as the API server has them")
    func networks() async throws {
        let bed = AgentBed()
        await bed.server.put("network-attachment-definitions", network("shop", "lan", config: #"{"a": 1.0}"#))
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            #expect(bed.stored("networks/shop/lan")?["spec"]?["config"] == #"{"a": 1.0}"#)
            #expect(bed.stored("networks/shop/lan")?["kind"] == "NetworkAttachmentDefinition")
            await bed.server.put("network-attachment-definitions", network("shop", "lan", config: "2"))
            #expect(await eventually { bed.stored("networks/shop/lan")?["spec"]?["config"] == "2" })
            await bed.server.delete("network-attachment-definitions", "shop", "lan")
            #expect(await eventually { bed.stored("networks/shop/lan") == nil })
        }
    }

    @Test("what the cluster no longer has is removed at the start, and what nobody watches is left alone")
    func reconciles() async throws {
        let bed = AgentBed()
        try bed.put("networks/shop/old", network("shop", "old"))
        try bed.put("pods/shop/web", pod("shop", "web", uid: "u1"))
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            #expect(bed.stored("networks/shop/old") == nil)
            #expect(bed.stored("pods/shop/web") != nil)
        }
    }

    @Test("of a selection of namespaces only their networks are kept, and only theirs are removed")
    func selection() async throws {
        var bed = AgentBed()
        bed.selection.namespaces = ["shop", "infra"]
        try bed.put("networks/other/mine", network("other", "mine"))
        try bed.put("networks/shop/old", network("shop", "old"))
        for namespace in ["shop", "infra", "other"] {
            await bed.server.put("network-attachment-definitions", network(namespace, "lan"))
        }
        let it = bed
        try await it.running { health in
            #expect(await eventually { await it.isReady(health) })
            #expect(it.stored("networks/shop/lan") != nil)
            #expect(it.stored("networks/infra/lan") != nil)
            #expect(it.stored("networks/other/lan") == nil)
            #expect(it.stored("networks/other/mine") != nil)
            #expect(it.stored("networks/shop/old") == nil)
        }
    }

    @Test("pods of the node are kept where they are asked for, without what Tartan has no business keeping")
    func pods() async throws {
        var bed = AgentBed()
        bed.selection.podsOfNode = "node-a"
        await bed.server.put(
            "pods", pod("shop", "web", uid: "u1", annotations: [("k8s.v1.cni.cncf.io/networks", "lan")]))
        let it = bed
        try await it.running { health in
            #expect(await eventually { await it.isReady(health) })
            let stored = it.stored("pods/shop/web")
            #expect(stored?["metadata"]?["uid"] == "u1")
            #expect(stored?["metadata"]?["annotations"]?["k8s.v1.cni.cncf.io/networks"] == "lan")
            #expect(stored?["spec"] == nil)
            #expect(
                await it.server.count {
                    $0.path == "/api/v1/pods" && $0.query["fieldSelector"] != "spec.nodeName=node-a"
                } == 0)
        }
    }

    @Test("without the API server the store stays as it is, and the agent is alive and not ready")
    func away() async throws {
        let bed = AgentBed()
        try bed.put("networks/shop/lan", network("shop", "lan"))
        try await bed.running(port: 1) { health in
            #expect(await eventually { await bed.get("/readyz", health).text.contains("can't be reached") })
            #expect(await bed.get("/readyz", health).status == 503)
            #expect(await bed.get("/livez", health).status == 200)
            #expect(bed.stored("networks/shop/lan") != nil)
        }
        #expect(bed.stored("networks/shop/lan") != nil)
    }

    @Test("a cluster without the CustomResourceDefinition is told; nothing is removed, and it is found when it comes")
    func noDefinition() async throws {
        let bed = AgentBed()
        try bed.put("networks/shop/lan", network("shop", "lan"))
        await bed.server.set("network-attachment-definitions", exists: false)
        try await bed.running { health in
            #expect(await eventually { await bed.get("/readyz", health).text.contains("CustomResourceDefinition") })
            #expect(bed.stored("networks/shop/lan") != nil)
            await bed.server.set("network-attachment-definitions", exists: true)
            #expect(await eventually { await bed.isReady(health) })
            #expect(bed.stored("networks/shop/lan") == nil)
        }
    }

    @Test("an object that can't be believed is refused and told, the rest is kept")
    func refused() async throws {
        let bed = AgentBed()
        let name = String(repeating: "n", count: 300)
        await bed.server.put("network-attachment-definitions", network("shop", "lan"))
        await bed.server.put("network-attachment-definitions", network("shop", name))
        await bed.server.put("network-attachment-definitions", network("shop", "../../../escape"))
        await bed.server.put(
            "network-attachment-definitions", network("shop", "big", config: String(repeating: "x", count: 2 << 20)))
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            #expect(bed.stored("networks/shop/lan") != nil)
            #expect(bed.stored("networks/shop/big") == nil)
            let text = await bed.get("/readyz", health).text
            for object in ["shop/big is not usable", "shop/\(name) is not usable", "escape is not usable"] {
                #expect(text.contains(object))
            }
            await bed.server.put("network-attachment-definitions", network("shop", "big"))
            #expect(await eventually { bed.stored("networks/shop/big") != nil })
            #expect(await bed.get("/readyz", health).text.contains("shop/big is not usable") == false)
        }
    }

    @Test("a definition that grows too large is no longer served as it was")
    func grows() async throws {
        let bed = AgentBed()
        await bed.server.put("network-attachment-definitions", network("shop", "lan"))
        try await bed.running { health in
            #expect(await eventually { bed.stored("networks/shop/lan") != nil })
            await bed.server.put(
                "network-attachment-definitions", network("shop", "lan", config: String(repeating: "x", count: 2 << 20))
            )
            #expect(await eventually { bed.stored("networks/shop/lan") == nil })
        }
    }

    @Test("a store that others may write is refused at the start")
    func unsafeStore() async throws {
        let bed = AgentBed()
        try FileManager.default.createDirectory(
            atPath: bed.store, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: bed.store)
        let error = await #expect(throws: (any Error).self) { try await bed.running(port: 1) { _ in } }
        #expect(error.map { "\($0)".contains(bed.store) } == true)
    }
}
