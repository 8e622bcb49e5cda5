import AgentTestSupport
import ExactJSON
import KubernetesClient
import Logging
import Testing

@Suite("A watch keeps its consumer equal to the API server", .timeLimit(.minutes(2)))
struct ResourceWatchTests {
    let server = FakeAPIServer()
    let consumer = RecordingConsumer()

    /// Runs the watch of all networks while the body runs.
    private func watching(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let consumer = consumer
        try await server.serving { port in
            try await KubernetesClient.testing(port) { client in
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        await ResourceWatch(client, WatchSelection(.networks), logger: Logger(label: "test"))
                            .run(consumer)
                    }
                    try await body()
                    tasks.cancelAll()
                }
            }
        }
    }

    /// The list is complete, and a watch is on its way.
    private func watches() async -> Bool {
        await eventually {
            guard await consumer.isCurrent else { return false }
            return await server.isWatched
        }
    }

    private func converges() async -> Bool {
        await eventually {
            let there = await server.all("network-attachment-definitions")
            let seen = await consumer.present
            return there.count == seen.count
                && there.allSatisfy { seen[$0.key]?["spec"] == $0.value["spec"] }
        }
    }

    @Test("what is there is listed, page by page, and complete before it is watched")
    func pages() async throws {
        for number in 0..<600 { await server.put("network-attachment-definitions", network("shop", "n\(number)")) }
        try await watching {
            #expect(await eventually { await consumer.isCurrent })
            #expect(await consumer.present.count == 600)
            #expect(await consumer.log.last == "complete 600")
            #expect(await server.count { !$0.isWatch } == 3)
        }
    }

    @Test("objects of a list have apiVersion and kind, as single ones do")
    func kinds() async throws {
        await server.put("network-attachment-definitions", network("shop", "lan"))
        try await watching {
            #expect(await eventually { await consumer.isCurrent })
            let object = await consumer.present[ObjectName("shop", "lan")]
            #expect(object?["kind"] == "NetworkAttachmentDefinition")
            #expect(object?["apiVersion"] == "k8s.cni.cncf.io/v1")
        }
    }

    @Test("additions, changes and deletions arrive in order")
    func changes() async throws {
        try await watching {
            #expect(await watches())
            await server.put("network-attachment-definitions", network("a", "x", config: "1"))
            await server.put("network-attachment-definitions", network("a", "x", config: "2"))
            await server.put("network-attachment-definitions", network("b", "y"))
            await server.delete("network-attachment-definitions", "a", "x")
            #expect(await eventually { await consumer.log.count == 5 })
            #expect(await consumer.log == ["complete 0", "put a/x", "put a/x", "put b/y", "remove a/x"])
        }
    }

    @Test("a watch that ends is taken up where it ended, without a new list")
    func resumes() async throws {
        await server.put("network-attachment-definitions", network("a", "x"))
        try await watching {
            #expect(await watches())
            await server.endWatches()
            await server.put("network-attachment-definitions", network("a", "y"))
            #expect(await converges())
            #expect(await server.count { !$0.isWatch } == 1)
            #expect(await server.count(where: \.isWatch) >= 2)
        }
    }

    @Test("when the server has forgotten the version, all is listed anew, and what went away meanwhile is noticed")
    func gone() async throws {
        await server.put("network-attachment-definitions", network("a", "x"))
        await server.put("network-attachment-definitions", network("a", "y"))
        try await watching {
            #expect(await watches())
            await server.set(fault: { $0.isWatch ? .status(500, reason: "InternalError") : nil })
            await server.endWatches()
            await server.delete("network-attachment-definitions", "a", "x")
            await server.compact()
            await server.set(fault: nil)
            #expect(await converges())
            #expect(await consumer.failures.contains { $0.isGone })
        }
    }

    @Test(
        "after each kind of fault the consumer is equal to the server again, and was told nothing that the server never said",
        arguments: [
            FakeAPIServer.Fault.status(500, reason: "InternalError"),
            .status(429, reason: "TooManyRequests", headers: ["retry-after": "0"]),
            .status(401, reason: "Unauthorized"), .status(403, reason: "Forbidden"),
            .status(404, reason: "NotFound"), .status(410, reason: "Expired"),
            .bytes("<html>busy</html>"), .bytes(#"{"type":"ADDED","object":{"metadata":{}}}"# + "\n"),
            .bytes(#"{"type":"SOMETHING","object":{"metadata":{"name":"x"}}}"# + "\n"),
            .cut(#"{"type":"ADDED","object":{"metadata":{"namespace":"evil","name":"half"#),
            .cut(#"{"kind":"List","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"namespace":"evil"#),
            .delay(.milliseconds(300)),
        ])
    func faults(_ fault: FakeAPIServer.Fault) async throws {
        await server.put("network-attachment-definitions", network("a", "x", config: "1"))
        await server.set(fault: { _ in fault })
        try await watching {
            try await Task.sleep(for: .milliseconds(200))
            await server.put("network-attachment-definitions", network("a", "x", config: "2"))
            await server.put("network-attachment-definitions", network("a", "y"))
            await server.set(fault: nil)
            #expect(await converges())
            await server.set(fault: { _ in fault })
            await server.endWatches()
            try await Task.sleep(for: .milliseconds(200))
            await server.put("network-attachment-definitions", network("b", "z"))
            await server.delete("network-attachment-definitions", "a", "y")
            await server.set(fault: nil)
            #expect(await converges())
            #expect(await consumer.log.allSatisfy { !$0.contains("evil") })
        }
    }

    @Test("an event that is told twice does not bring back an older state, nor a deleted object")
    func repeats() async throws {
        await server.put("network-attachment-definitions", network("a", "x", config: "1"))
        await server.put("network-attachment-definitions", network("a", "y"))
        try await watching {
            #expect(await watches())
            await server.put("network-attachment-definitions", network("a", "x", config: "2"))
            await server.delete("network-attachment-definitions", "a", "y")
            #expect(await converges())
            let old =
                #"{"type":"MODIFIED","object":{"metadata":{"namespace":"a","name":"x","resourceVersion":"101"},"spec":{"config":"1"}}}"#
                + "\n"
                + #"{"type":"ADDED","object":{"metadata":{"namespace":"a","name":"y","resourceVersion":"102"},"spec":{}}}"#
                + "\n"
            await server.set(fault: { $0.isWatch ? .bytes(old) : nil })
            await server.endWatches()
            #expect(await eventually { await server.count(where: \.isWatch) >= 3 })
            await server.set(fault: nil)
            #expect(await converges())
            #expect(await consumer.config("a", "x") == "2")
            #expect(await consumer.log.filter { $0 == "put a/x" }.count == 2)
            #expect(await consumer.log.filter { $0 == "put a/y" }.count == 1)
        }
    }

    @Test("what the consumer could not take is offered again")
    func consumerFails() async throws {
        await consumer.refuse("disk full", "disk full")
        await server.put("network-attachment-definitions", network("a", "x"))
        await server.put("network-attachment-definitions", network("a", "y"))
        try await watching {
            #expect(await converges())
            #expect(await consumer.failures.first == .consumer(ConsumerFailure("disk full")))
        }
    }

    @Test("a server that restarts is found again")
    func restarts() async throws {
        let server = server
        let consumer = consumer
        let port = try await server.serving { $0 }
        try await KubernetesClient.testing(port) { client in
            let watch = Task {
                await ResourceWatch(client, WatchSelection(.networks), logger: Logger(label: "test")).run(consumer)
            }
            #expect(await eventually { await !consumer.failures.isEmpty })
            await server.put("network-attachment-definitions", network("a", "x"))
            try await server.serving(port: port) { _ in
                #expect(await converges())
            }
            watch.cancel()
            await watch.value
        }
    }
}
