import AgentTestSupport
import ExactJSON
import KubernetesClient
import Testing

@Suite("What the plugin attached is published", .timeLimit(.minutes(1)))
struct StatusTests {
    static let key = "k8s.v1.cni.cncf.io/network-status"

    private func entry(
        _ uid: String, sandbox: String = "sandbox1", wallTime: Int = 1, status: JSONValue
    ) -> JSONValue {
        [
            "format": 1, "wallTime": .integer(wallTime), "podNamespace": "shop", "podName": "web",
            "podUID": .string(uid), "containerID": .string(sandbox), "status": status,
        ]
    }

    private let lan: JSONValue = [["name": "shop/lan", "interface": "net1", "default": false, "dns": [:]]]

    private func annotation(_ bed: AgentBed) async -> JSONValue? {
        let text = await bed.server.object("pods", "shop", "web")?["metadata"]?["annotations"]?[Self.key]?.string
        return text.flatMap { try? JSONParser.parse($0, limit: 1 << 20) }
    }

    private func isSettled(_ bed: AgentBed, _ name: String) async -> Bool {
        await eventually { bed.stored("outbox/" + name) == nil }
    }

    @Test("a status that waits in the outbox reaches the pod, and then waits no longer")
    func publishes() async throws {
        let bed = AgentBed()
        await bed.server.put("pods", pod("shop", "web", uid: "u1"))
        try bed.put("outbox/u1:sandbox1", entry("u1", status: lan))
        try await bed.running { _ in
            #expect(await isSettled(bed, "u1:sandbox1"))
            #expect(await annotation(bed) == lan)
            let patch = await bed.server.requests.first { $0.method == "PATCH" }
            #expect(patch?.path == "/api/v1/namespaces/shop/pods/web/status")
            #expect(patch?.body?["metadata"]?["uid"] == "u1")
            #expect(patch?.body?["metadata"]?["resourceVersion"]?.string?.isEmpty == false)
        }
    }

    @Test("a plugin that waits is answered when the API server has it")
    func acknowledges() async throws {
        let bed = AgentBed()
        await bed.server.put("pods", pod("shop", "web", uid: "u1"))
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            try bed.put("outbox/u1:sandbox1", entry("u1", status: lan))
            let answer = await bed.ask(["format": 1, "do": "publish", "outbox": "u1:sandbox1"])
            #expect(answer?["ok"] == true)
            #expect(await annotation(bed) == lan)
            #expect(await isSettled(bed, "u1:sandbox1"))
        }
    }

    @Test("entries of others stay; of two with one interface the sandbox's counts; one entry is the default")
    func merges() async throws {
        let bed = AgentBed()
        let before =
            #"[{"name":"cluster","interface":"eth0","default":true,"dns":{}},{"name":"shop/old","interface":"net1"},{"name":"shop/hot","interface":"hot0","ips":["10.0.0.9"]}]"#
        await bed.server.put("pods", pod("shop", "web", uid: "u1", annotations: [(Self.key, before)]))
        let status: JSONValue = [
            ["name": "cluster", "interface": "eth0", "default": false],
            ["name": "shop/lan", "interface": "net1", "default": true],
        ]
        try bed.put("outbox/u1:sandbox1", entry("u1", status: status))
        try await bed.running { _ in
            #expect(await isSettled(bed, "u1:sandbox1"))
            let after = await annotation(bed)?.array ?? []
            #expect(after.map { $0["name"]?.string } == ["cluster", "shop/lan", "shop/hot"])
            #expect(after.filter { $0["default"] == true }.count == 1)
            #expect(after.last?["ips"] == ["10.0.0.9"])
        }
    }

    @Test("other annotations of the pod are not touched")
    func others() async throws {
        let bed = AgentBed()
        await bed.server.put("pods", pod("shop", "web", uid: "u1", annotations: [("a", "b")]))
        try bed.put("outbox/u1:sandbox1", entry("u1", status: lan))
        try await bed.running { _ in
            #expect(await isSettled(bed, "u1:sandbox1"))
            #expect(await bed.server.object("pods", "shop", "web")?["metadata"]?["annotations"]?["a"] == "b")
        }
    }

    @Test("a successor of the same name is not hit, and nobody waits for a pod that is gone", arguments: [true, false])
    func gone(_ hasSuccessor: Bool) async throws {
        let bed = AgentBed()
        if hasSuccessor { await bed.server.put("pods", pod("shop", "web", uid: "u2")) }
        try bed.put("outbox/u1:sandbox1", entry("u1", status: lan))
        try await bed.running { _ in
            #expect(await isSettled(bed, "u1:sandbox1"))
            #expect(await bed.server.count { $0.method == "PATCH" } == 0)
            #expect(await annotation(bed) == nil)
        }
    }

    @Test("a static pod is known by its manifest's hash, and patched by its mirror's uid")
    func staticPod() async throws {
        let bed = AgentBed()
        await bed.server.put("pods", pod("shop", "web", uid: "u9", annotations: [("kubernetes.io/config.hash", "h1")]))
        try bed.put("outbox/h1:sandbox1", entry("h1", status: lan))
        try await bed.running { _ in
            #expect(await isSettled(bed, "h1:sandbox1"))
            #expect(await annotation(bed) == lan)
        }
    }

    @Test("another writer that is faster loses nothing: the pod is read anew")
    func conflict() async throws {
        let bed = AgentBed()
        await bed.server.put("pods", pod("shop", "web", uid: "u1"))
        try bed.put("outbox/u1:sandbox1", entry("u1", status: lan))
        let server = bed.server
        let once = Once()
        await server.set(fault: { request in
            guard request.method == "PATCH", once.take() else { return nil }
            return .status(409, reason: "Conflict")
        })
        try await bed.running { _ in
            #expect(await isSettled(bed, "u1:sandbox1"))
            #expect(await annotation(bed) == lan)
            #expect(await server.count { $0.method == "PATCH" } == 2)
        }
    }

    @Test(
        "what the API server refuses or can't do now stays in the outbox and is tried again",
        arguments: [401, 403, 429, 500, 503])
    func refusals(_ code: Int) async throws {
        let bed = AgentBed()
        await bed.server.put("pods", pod("shop", "web", uid: "u1"))
        try bed.put("outbox/u1:sandbox1", entry("u1", status: lan))
        await bed.server.set(fault: { $0.method == "PATCH" ? .status(code, reason: "No") : nil })
        try await bed.running { _ in
            #expect(await eventually { await bed.server.count { $0.method == "PATCH" } >= 1 })
            #expect(bed.stored("outbox/u1:sandbox1") != nil)
            await bed.server.set(fault: nil)
            #expect(await isSettled(bed, "u1:sandbox1"))
            #expect(await annotation(bed) == lan)
        }
    }

    @Test("of several sandboxes of a pod the newest is published, and the older entries are taken out")
    func newest() async throws {
        let bed = AgentBed()
        await bed.server.put("pods", pod("shop", "web", uid: "u1"))
        let old: JSONValue = [["name": "shop/old", "interface": "net7"]]
        try bed.put("outbox/u1:sandbox1", entry("u1", sandbox: "sandbox1", wallTime: 5, status: old))
        try bed.put("outbox/u1:sandbox2", entry("u1", sandbox: "sandbox2", wallTime: 6, status: lan))
        try await bed.running { _ in
            #expect(await isSettled(bed, "u1:sandbox1"))
            #expect(await isSettled(bed, "u1:sandbox2"))
            #expect(await annotation(bed) == lan)
        }
    }

    @Test("an entry that can't be read keeps no other from being published")
    func damaged() async throws {
        let bed = AgentBed()
        await bed.server.put("pods", pod("shop", "web", uid: "u1"))
        try bed.put("outbox/u0:sandbox1", ["format": 1])
        try bed.put("outbox/u1:sandbox1", entry("u1", status: lan))
        try await bed.running { _ in
            #expect(await isSettled(bed, "u1:sandbox1"))
            #expect(bed.stored("outbox/u0:sandbox1") != nil)
        }
    }
}
