import AgentTestSupport
import ExactJSON
import Foundation
import KubernetesClient
import TartanAgent
import Testing

@Suite("A plugin's question is answered once the store has what it asked for", .timeLimit(.minutes(1)))
struct SocketTests {
    private func fetch(_ kind: String, _ name: String, uid: String? = nil) -> JSONValue {
        var question: JSONObject = JSONObject()
        question["format"] = 1
        question["do"] = "fetch"
        question["kind"] = .string(kind)
        question["namespace"] = "shop"
        question["name"] = .string(name)
        question["uid"] = uid.map { .string($0) }
        return .object(question)
    }

    @Test("a network that the watch has not brought is looked up and stored")
    func network() async throws {
        var bed = AgentBed()
        bed.selection.namespaces = ["infra"]
        await bed.server.put("network-attachment-definitions", AgentTestSupport.network("shop", "lan"))
        let it = bed
        try await it.running { health in
            #expect(await eventually { await it.isReady(health) })
            #expect(it.stored("networks/shop/lan") == nil)
            #expect(await it.ask(fetch("network", "lan"))?["ok"] == true)
            #expect(it.stored("networks/shop/lan") != nil)
        }
    }

    @Test("a pod is stored if it is the one that is meant, a static pod's mirror too")
    func pods() async throws {
        let bed = AgentBed()
        await bed.server.put("pods", pod("shop", "web", uid: "u1"))
        await bed.server.put(
            "pods", pod("shop", "static", uid: "u2", annotations: [("kubernetes.io/config.hash", "h1")]))
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            let other = await bed.ask(fetch("pod", "web", uid: "u0"))
            #expect(other?["ok"] == false)
            #expect(other?["code"] == "otherUID")
            #expect(bed.stored("pods/shop/web") == nil)
            #expect(await bed.ask(fetch("pod", "web", uid: "u1"))?["ok"] == true)
            #expect(bed.stored("pods/shop/web")?["metadata"]?["uid"] == "u1")
            #expect(await bed.ask(fetch("pod", "static", uid: "h1"))?["ok"] == true)
        }
    }

    @Test(
        "why there is none is said by a code",
        arguments: [(nil, "notFound"), (403, "denied"), (401, "denied"), (500, "unavailable"), (429, "unavailable")])
    func codes(_ status: Int?, _ code: String) async throws {
        let bed = AgentBed()
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            await bed.server.set(fault: { request in
                request.path.hasSuffix("/none") ? status.map { .status($0, reason: "No") } : nil
            })
            let answer = await bed.ask(fetch("network", "none"))
            #expect(answer?["ok"] == false)
            #expect(answer?["code"] == .string(code))
            #expect(answer?["message"]?.string?.isEmpty == false)
        }
    }

    @Test(
        "a question that is none gets an answer that says why",
        arguments: [
            "\n", "nonsense\n", "[]\n", "{}\n", #"{"format":2,"do":"fetch"}"# + "\n",
            #"{"format":1,"do":"dance"}"# + "\n",
            #"{"format":1,"do":"fetch","kind":"secret","namespace":"a","name":"b"}"# + "\n",
            #"{"format":1,"do":"publish","outbox":"../../etc/passwd"}"# + "\n",
            String(repeating: "x", count: 70 << 10) + "\n",
        ])
    func badQuestions(_ line: String) async throws {
        let bed = AgentBed()
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            let answer = await bed.ask(line: line)
            #expect(answer?["ok"] == false)
            #expect(answer?["message"]?.string?.isEmpty == false)
        }
    }

    @Test("names are escaped on their way to the API server")
    func escapes() async throws {
        let bed = AgentBed()
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            _ = await bed.ask(fetch("network", "../../secrets/x?y=z"))
            #expect(
                await bed.server.requests.contains {
                    $0.path.contains("secrets") && !$0.path.hasSuffix("/../../secrets/x?y=z")
                } == false)
        }
    }

    @Test("the socket is root's alone, replaces a dead one, and is left to an agent that lives")
    func place() async throws {
        let bed = AgentBed()
        #expect(UnixSocket.leaveDead(at: bed.socket))
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            #expect(await eventually { await bed.ask(["format": 1, "do": "publish", "outbox": "u:s"]) != nil })
            let attributes = try FileManager.default.attributesOfItem(atPath: bed.socket)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            await #expect(throws: (any Error).self) {
                try await bed.running(port: 1) { _ in
                    try await Task.sleep(for: .seconds(1))
                }
            }
        }
    }
}
