import AgentTestSupport
import ExactJSON
import Foundation
import KubernetesClient
import TartanAgent
import Testing

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
