import AgentTestSupport
import ExactJSON
import Foundation
import KubernetesClient
import TartanAgent
import Testing

@Suite("What became of an ADD is told in the pod's events", .timeLimit(.minutes(1)))
struct EventTests {
    static let now = UInt64(Date().timeIntervalSince1970 * 1_000_000)

    private func journal(
        _ steps: [JSONValue], pod: String = "web", uid: String? = "u1", sandbox: String = "sandbox1",
        began: UInt64 = now
    ) -> String {
        JournalText.add(of: ("shop", pod, uid), sandbox: sandbox, began: began, steps)
    }

    private func fail(_ bed: AgentBed, _ message: String, sandbox: String, pod: String = "web") throws {
        try bed.put(
            "history/\(sandbox):eth0",
            text: journal(JournalText.failed(message), pod: pod, uid: "u-" + pod, sandbox: sandbox))
    }

    private func events(_ bed: AgentBed) async -> [JSONValue] {
        await bed.server.all("events").values.sorted { ($0["message"]?.string ?? "") < ($1["message"]?.string ?? "") }
    }

    private func messages(_ bed: AgentBed) async -> [String] { await events(bed).compactMap { $0["message"]?.string } }

    @Test("each interface is told as Multus tells it, once, however often the agent starts")
    func added() async throws {
        let bed = AgentBed()
        let attached = [
            ("cluster-net", "eth0", ["10.1.1.5/24", "fd00::5/64"]), ("shop/lan", "net1", []),
        ]
        try bed.put("records/sandbox1/if:eth0", text: journal(JournalText.succeeded(attached)))
        for _ in 0..<2 {
            try await bed.running { _ in
                #expect(
                    await eventually {
                        await messages(bed)
                            == ["Add eth0 [10.1.1.5/24 fd00::5/64] from cluster-net", "Add net1 [] from shop/lan"]
                    })
                #expect(await eventually { await bed.server.count { $0.method == "POST" } >= 2 })
            }
        }
        let event = try #require(await events(bed).first)
        #expect(event["type"] == "Normal" && event["reason"] == "AddedInterface" && event["count"] == 1)
        #expect(
            event["involvedObject"]
                == ["apiVersion": "v1", "kind": "Pod", "namespace": "shop", "name": "web", "uid": "u1"])
        #expect(event["source"] == ["component": "tartan", "host": "node-a"])
        #expect(event["firstTimestamp"]?.string?.hasSuffix("Z") == true)
        #expect(event["metadata"]?["namespace"] == "shop")
    }

    @Test("a failure is a warning with the plugin's words; that a network isn't there has Multus' reason")
    func failed() async throws {
        let bed = AgentBed()
        try fail(bed, "shop/web: network shop/lan does not exist (annotation element 1)", sandbox: "s1")
        try fail(bed, "shop/web: network shop/lan (net1): macvlan failed: Link not found", sandbox: "s2")
        try await bed.running { _ in
            #expect(
                await eventually {
                    await messages(bed) == [
                        "network shop/lan (net1): macvlan failed: Link not found",
                        "network shop/lan does not exist (annotation element 1)",
                    ]
                })
            #expect(await events(bed).map { $0["reason"]?.string } == ["FailedAttachNetwork", "NoNetworkFound"])
            #expect(await events(bed).allSatisfy { $0["type"] == "Warning" })
        }
    }

    @Test("the same failure again is counted in the event that there is")
    func repeated() async throws {
        let bed = AgentBed()
        try fail(bed, "shop/web: no luck", sandbox: "s1")
        try await bed.running { _ in
            #expect(await eventually { await events(bed).count == 1 })
            for number in 2...4 { try fail(bed, "shop/web: no luck", sandbox: "s\(number)") }
            #expect(await eventually { await events(bed).first?["count"] == 4 })
            #expect(await events(bed).count == 1)
        }
    }

    @Test("an event that the API server has forgotten is written anew, with its count")
    func forgotten() async throws {
        let bed = AgentBed()
        try fail(bed, "shop/web: no luck", sandbox: "s1")
        try await bed.running { _ in
            #expect(await eventually { await events(bed).count == 1 })
            let name = await events(bed).first?["metadata"]?["name"]?.string ?? ""
            await bed.server.delete("events", "shop", name)
            try fail(bed, "shop/web: no luck", sandbox: "s2")
            #expect(await eventually { await events(bed).first?["count"] == 2 })
        }
    }

    @Test("neither a pod nor all of them write more than their share, and what isn't written is counted")
    func share() async throws {
        var bed = AgentBed()
        bed.events.ofObject = 3
        for number in 0..<10 { try fail(bed, "shop/web: no luck \(number)", sandbox: "s\(number)") }
        try fail(bed, "shop/db: no luck", sandbox: "other", pod: "db")
        let it = bed
        try await it.running { _ in
            #expect(await eventually { await events(it).count == 4 })
            #expect(await messages(it).filter { $0 != "no luck" }.count == 3)
        }
    }

    @Test("over all the agent makes no more requests than its share")
    func requests() async throws {
        var bed = AgentBed()
        bed.events.requests = 2
        bed.events.requestPause = .seconds(3600)
        for number in 0..<5 { try fail(bed, "shop/p\(number): no luck", sandbox: "s\(number)", pod: "p\(number)") }
        let it = bed
        try await it.running { health in
            #expect(await eventually { await it.isReady(health) })
            #expect(await eventually { await events(it).count == 2 })
            try await Task.sleep(for: .milliseconds(200))
            #expect(await it.server.count { $0.path.hasSuffix("/events") } == 2)
        }
    }

    @Test(
        "without the permission nothing else stops, and /readyz says what is missing; once it is there events are written"
    )
    func denied() async throws {
        var bed = AgentBed()
        bed.events.refusalPause = .milliseconds(100)
        let it = bed
        await it.server.set(fault: { $0.method == "POST" ? .status(403, reason: "Forbidden") : nil })
        await it.server.put("network-attachment-definitions", network("shop", "lan"))
        try fail(it, "shop/web: no luck", sandbox: "s1")
        try await it.running { health in
            #expect(await eventually { await it.get("/readyz", health).text.contains("create and patch of events") })
            #expect(await eventually { await it.isReady(health) })
            #expect(it.stored("networks/shop/lan") != nil)
            await it.server.set(fault: nil)
            try await Task.sleep(for: .milliseconds(150))
            try fail(it, "shop/web: no luck either", sandbox: "s2")
            #expect(await eventually { await messages(it) == ["no luck either"] })
            #expect(await eventually { await !it.get("/readyz", health).text.contains("create and patch") })
        }
    }

    @Test("what the API server can't take now is written later", arguments: [401, 429, 500, 503])
    func later(_ code: Int) async throws {
        let bed = AgentBed()
        await bed.server.set(fault: { $0.method == "POST" ? .status(code, reason: "No") : nil })
        try fail(bed, "shop/web: no luck", sandbox: "s1")
        try await bed.running { _ in
            #expect(await eventually { await bed.server.count { $0.method == "POST" } >= 2 })
            await bed.server.set(fault: nil)
            #expect(await eventually { await messages(bed) == ["no luck"] })
        }
    }

    @Test("an event that is refused, for its namespace is going, say, keeps no other from being written")
    func refused() async throws {
        let bed = AgentBed()
        await bed.server.set(fault: {
            $0.body?["message"] == "first" ? .status(422, reason: "Invalid") : nil
        })
        try fail(bed, "shop/web: first", sandbox: "s1")
        try fail(bed, "shop/web: second", sandbox: "s2")
        try await bed.running { _ in
            #expect(await eventually { await messages(bed) == ["second"] })
            let tries = { await bed.server.count { $0.body?["message"] == "first" } }
            #expect(await eventually { await tries() > 0 })
            #expect(await tries() == 1)
        }
    }

    @Test("an ADD of no known pod is told to nobody")
    func silent() async throws {
        let bed = AgentBed()
        try bed.put("history/s1:eth0", text: journal(JournalText.failed("a"), uid: nil, sandbox: "s1"))
        try fail(bed, "shop/web: new", sandbox: "s3")
        try await bed.running { _ in
            #expect(await eventually { await messages(bed).contains("new") })
            #expect(await !messages(bed).contains("a"))
        }
    }

    @Test("names of 253 characters, and messages that are far too long, give events that the API server takes")
    func long() async throws {
        let bed = AgentBed()
        let name = String(repeating: "p", count: 240) + "." + String(repeating: "q", count: 12)
        let words = String(repeating: "ä", count: 5000)
        try fail(bed, "shop/\(name): \(words)", sandbox: "s1", pod: name)
        try await bed.running { _ in
            #expect(await eventually { await events(bed).count == 1 })
            let event = await events(bed).first
            let given = event?["metadata"]?["name"]?.string ?? ""
            #expect(given.utf8.count <= 253 && !given.contains(".."))
            #expect(given.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "." })
            #expect(event?["involvedObject"]?["name"] == .string(name))
            #expect((event?["message"]?.string ?? "").utf8.count <= 1024)
        }
    }
}
