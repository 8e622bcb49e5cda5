import AgentTestSupport
import ExactJSON
import KubernetesClient
import TartanAgent
import Testing

@Suite("What the cluster should not have is told, and the rest goes on", .timeLimit(.minutes(1)))
struct BadInputTests {
    private func definition(_ namespace: String, _ name: String, spec: JSONValue?) -> JSONValue {
        var object = network(namespace, name).object ?? JSONObject()
        object.removeAll { $0.key == "spec" }
        if let spec { object["spec"] = spec }
        return .object(object)
    }

    private func events(_ bed: AgentBed, _ reason: String) async -> [JSONValue] {
        await bed.server.all("events").values.filter { $0["reason"] == .string(reason) }
    }

    @Test(
        "a definition with which no pod can start is kept, and told on /readyz, in log, metrics and an event, until it is mended",
        arguments: [
            (#"{"config":"not json"}"#, "spec.config: it is not JSON"), (#"{"config":"[1]"}"#, "expected an object"),
            (#"{"config":"{}"}"#, #"neither "type" nor "plugins""#), (#"{"config":"{\"type\":\"../x\"}"}"#, "the type"),
            (#"{"config":"{\"plugins\":[]}"}"#, "empty list"), (#"{"config":{"type":"bridge"}}"#, "put it between"),
            (#"{"plugin":"bridge","args":"[]"}"#, #"spec has "plugin", "args" and no "config""#),
            (#""bridge""#, "spec is"),
        ])
    func unusable(_ spec: String, _ words: String) async throws {
        var bed = AgentBed()
        let namespace = "n" + String(UInt32.random(in: 0 ... .max))
        bed.selection.namespaces = [namespace]
        let it = bed
        await it.server.put(
            "network-attachment-definitions",
            definition(namespace, "lan", spec: try JSONParser.parse(spec, limit: 4096)))
        await it.server.put("network-attachment-definitions", network(namespace, "good"))
        try await it.running { health in
            #expect(await eventually { await it.isReady(health) })
            let metric = #"tartan_agent_objects_refused{watch="networks of \#(namespace)"} "#
            #expect(it.stored("networks/\(namespace)/good") != nil)
            #expect(it.stored("networks/\(namespace)/lan") != nil)
            let text = await it.get("/readyz", health).text
            #expect(text.contains("[!] \(namespace)/lan is not usable") && text.contains(words), "\(text)")
            #expect(!text.contains("good"))
            #expect(it.log.messages.contains { $0.contains("\(namespace)/lan is not usable") && $0.contains(words) })
            #expect(await it.get("/metrics", health).text.contains(metric + "1"))
            #expect(await eventually { await events(it, "InvalidNetwork").count == 1 })
            let event = await events(it, "InvalidNetwork").first
            #expect(event?["message"]?.string?.contains(words) == true)
            #expect(event?["involvedObject"]?["kind"] == "NetworkAttachmentDefinition")
            #expect(event?["involvedObject"]?["name"] == "lan")
            await it.server.put("network-attachment-definitions", network(namespace, "lan"))
            #expect(await eventually { await !it.get("/readyz", health).text.contains("lan is not usable") })
            #expect(await it.get("/metrics", health).text.contains(metric + "0"))
        }
    }

    @Test("of all nodes one writes the event of a definition")
    func once() async throws {
        let bed = AgentBed()
        var other = AgentBed(server: bed.server)
        other.node = "node-b"
        let second = other
        await bed.server.put("network-attachment-definitions", network("shop", "lan", config: "no"))
        try await bed.running { _ in
            #expect(await eventually { await events(bed, "InvalidNetwork").count == 1 })
        }
        await bed.server.forget()
        try await second.running { _ in
            #expect(await eventually { await bed.server.count { $0.method == "POST" } == 1 })
        }
        #expect(await events(bed, "InvalidNetwork").count == 1)
    }

    @Test("a definition without spec, whose configuration lies on the node, is a good one")
    func noSpec() async throws {
        let bed = AgentBed()
        let specs: [JSONValue?] = [nil, [:], ["config": ""]]
        for (number, spec) in specs.enumerated() {
            await bed.server.put("network-attachment-definitions", definition("shop", "lan\(number)", spec: spec))
        }
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            #expect(bed.stored("networks/shop/lan0") != nil)
            #expect(await !bed.get("/readyz", health).text.contains("not usable"))
        }
    }

    @Test("one that can't be kept and is deleted is no longer told")
    func deleted() async throws {
        let bed = AgentBed()
        await bed.server.put("network-attachment-definitions", network("shop", "lan", config: "no"))
        try await bed.running { health in
            #expect(await eventually { await bed.get("/readyz", health).text.contains("shop/lan is not usable") })
            await bed.server.delete("network-attachment-definitions", "shop", "lan")
            #expect(await eventually { await !bed.get("/readyz", health).text.contains("shop/lan") })
        }
    }

    @Test("names of 253 characters are names like others")
    func longNames() async throws {
        var bed = AgentBed()
        bed.selection.podsOfNode = "node-a"
        let it = bed
        let name = String(repeating: "n", count: 250) + ".io"
        await it.server.put("network-attachment-definitions", network("shop", name))
        await it.server.put("pods", pod("shop", name, uid: "u1"))
        try it.put(
            "outbox/u1:sandbox1",
            [
                "format": 1, "wallTime": 1, "podNamespace": "shop", "podName": .string(name), "podUID": "u1",
                "containerID": "sandbox1", "status": [["name": "lan", "interface": "net1"]],
            ])
        try await it.running { health in
            #expect(await eventually { await it.isReady(health) })
            #expect(it.stored("networks/shop/\(name)") != nil && it.stored("pods/shop/\(name)") != nil)
            #expect(
                await eventually {
                    await it.server.object("pods", "shop", name)?["metadata"]?["annotations"]?[StatusTests.key] != nil
                })
        }
    }

    @Test(
        "annotations of 1 MiB: a pod's old status is replaced, a definition is refused, and the rest goes on"
    )
    func largeAnnotations() async throws {
        var bed = AgentBed()
        bed.selection.podsOfNode = "node-a"
        let it = bed
        let large = String(repeating: "x", count: 1 << 20)
        await it.server.put(
            "pods",
            pod("shop", "web", uid: "u1", annotations: [("a.example/b", large), (StatusTests.key, large)]))
        await it.server.put(
            "pods", pod("shop", "huge", uid: "u2", annotations: [("k8s.v1.cni.cncf.io/networks", large + large)]))
        var heavy = network("shop", "heavy").object ?? JSONObject()
        heavy["metadata"] = [
            "namespace": "shop", "name": "heavy", "annotations": ["a.example/b": .string(large)],
        ]
        await it.server.put("network-attachment-definitions", .object(heavy))
        await it.server.put("network-attachment-definitions", network("shop", "lan"))
        try it.put(
            "outbox/u1:sandbox1",
            [
                "format": 1, "wallTime": 1, "podNamespace": "shop", "podName": "web", "podUID": "u1",
                "containerID": "sandbox1", "status": [["name": "lan", "interface": "net1"]],
            ])
        try await it.running { health in
            #expect(await eventually { await it.isReady(health) })
            #expect(it.stored("networks/shop/lan") != nil)
            #expect(it.stored("networks/shop/heavy") == nil)
            #expect(it.stored("pods/shop/web")?["metadata"]?["uid"] == "u1")
            #expect(await it.get("/readyz", health).text.contains("shop/heavy is not usable"))
            #expect(
                await eventually {
                    let pod = await it.server.object("pods", "shop", "web")
                    return pod?["metadata"]?["annotations"]?[StatusTests.key]?.string?.utf8.count ?? 0 < 1000
                })
        }
    }

    @Test(
        "without one verb the agent says which, and the rest goes on",
        arguments: ["list", "watch", "get", "patch", "events"])
    func missingVerb(_ verb: String) async throws {
        let bed = AgentBed()
        await bed.server.set(fault: { request in
            let isNetwork = request.path.contains("network-attachment-definitions")
            let used =
                switch request.method {
                case "GET" where request.isWatch: isNetwork ? "watch" : ""
                case "GET": isNetwork && !request.path.hasSuffix("s") ? "get" : isNetwork ? "list" : ""
                case "PATCH" where request.path.hasSuffix("/status"): "patch"
                case "POST": "events"
                default: ""
                }
            return used == verb ? .status(403, reason: "Forbidden") : nil
        })
        await bed.server.put("network-attachment-definitions", network("shop", "lan"))
        await bed.server.put("pods", pod("shop", "web", uid: "u1"))
        try bed.put(
            "outbox/u1:sandbox1",
            [
                "format": 1, "wallTime": 1, "podNamespace": "shop", "podName": "web", "podUID": "u1",
                "containerID": "sandbox1", "status": [["name": "lan", "interface": "net1"]],
            ])
        try bed.put(
            "history/s1:eth0",
            text: JournalText.add(
                of: ("shop", "web", "u1"), sandbox: "s1", began: EventTests.now, JournalText.failed("no luck")))
        let needed = [
            "list": "list and watch of network-attachment-definitions",
            "watch": "list and watch of network-attachment-definitions", "patch": "patch of pods/status",
            "events": "create and patch of events",
        ]
        try await bed.running { health in
            if verb == "get" {
                #expect(await eventually { await bed.isReady(health) })
                let answer = await bed.ask([
                    "format": 1, "do": "fetch", "kind": "network", "namespace": "shop", "name": "lan",
                ])
                #expect(answer?["code"] == "denied")
                #expect(answer?["message"]?.string?.contains("get of network-attachment-definitions") == true)
            } else {
                let words = needed[verb] ?? "?"
                #expect(await eventually { await bed.get("/readyz", health).text.contains(words) })
                #expect(bed.log.messages.contains { $0.contains(words) })
            }
            if verb == "list" {
                #expect(await !bed.isReady(health))
            } else {
                #expect(await eventually { await bed.isReady(health) })
            }
            #expect((bed.stored("networks/shop/lan") != nil) == (verb != "list"))
            if verb != "patch" { #expect(await eventually { bed.stored("outbox/u1:sandbox1") == nil }) }
            if verb != "events" { #expect(await eventually { await events(bed, "FailedAttachNetwork").count == 1 }) }
            if verb == "list" || verb == "watch" {
                #expect(await eventually { await events(bed, "WatchFailed").count == 1 })
                #expect(await events(bed, "WatchFailed").first?["involvedObject"]?["name"] == "node-a")
            }
        }
    }

    @Test("a cluster without the CustomResourceDefinition is told in an event of the node, of a selection too")
    func noDefinition() async throws {
        var bed = AgentBed()
        bed.selection.namespaces = ["shop"]
        let it = bed
        await it.server.set("network-attachment-definitions", exists: false)
        try await it.running { health in
            #expect(await eventually { await it.get("/readyz", health).text.contains("CustomResourceDefinition") })
            #expect(await eventually { await events(it, "WatchFailed").count == 1 })
            #expect(
                await events(it, "WatchFailed").first?["message"]?.string?.contains("CustomResourceDefinition") == true)
            await it.server.set("network-attachment-definitions", exists: true)
            #expect(await eventually { await it.isReady(health) })
            #expect(await !it.get("/readyz", health).text.contains("CustomResourceDefinition"))
        }
    }
}
