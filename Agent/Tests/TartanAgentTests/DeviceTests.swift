import AgentTestSupport
import ExactJSON
import KubernetesClient
import TartanAgent
import Testing

@Suite("A plugin is told the devices that kubelet gave its pod", .timeLimit(.minutes(1)))
struct DeviceTests {
    let kubelet = FakeKubelet()

    private func ask(_ bed: AgentBed, _ name: String = "web", uid: String = "u1") async -> JSONValue? {
        await bed.ask([
            "format": 1, "do": "devices", "namespace": "shop", "name": .string(name), "uid": .string(uid),
        ])
    }

    private func running(
        _ bed: AgentBed, _ body: @escaping @Sendable (_ health: Int) async throws -> Void
    ) async throws {
        try await kubelet.serving(at: bed.kubelet) {
            try await bed.running { health in
                #expect(await eventually { await bed.isReady(health) })
                try await body(health)
            }
        }
    }

    @Test("of all containers, by resource, and no other pod's")
    func devices() async throws {
        let bed = AgentBed()
        kubelet.set([
            .init("other", "web", [[("v.example/a", ["x"])]]),
            .init(
                "shop", "web",
                [[("v.example/a", ["2", "1"]), ("v.example/b", ["0000:3b:02.4"])], [("v.example/a", ["3"])], []]),
            .init("shop", "plain", [[]]),
        ])
        try await running(bed) { _ in
            #expect(
                await ask(bed)
                    == ["ok": true, "devices": ["v.example/a": ["2", "1", "3"], "v.example/b": ["0000:3b:02.4"]]])
            #expect(await ask(bed, "plain", uid: "u2") == ["ok": true, "devices": [:]])
            let none = await ask(bed, "nowhere", uid: "u3")
            #expect(none?["ok"] == false && none?["code"] == "unavailable")
        }
        #expect(Set(kubelet.calls) == ["/v1.PodResourcesLister/List"])
    }

    @Test("kubelet is asked once for a pod, and anew for its successor")
    func kept() async throws {
        let bed = AgentBed()
        kubelet.set([.init("shop", "web", [[("v.example/a", ["1"])]])])
        try await running(bed) { _ in
            #expect(await ask(bed)?["devices"] == ["v.example/a": ["1"]])
            kubelet.set([.init("shop", "web", [[("v.example/a", ["2"])]])])
            #expect(await ask(bed)?["devices"] == ["v.example/a": ["1"]])
            #expect(kubelet.calls.count == 1)
            #expect(await ask(bed, uid: "u2")?["devices"] == ["v.example/a": ["2"]])
        }
    }

    @Test("a pod without devices is asked for again: they may come")
    func notKept() async throws {
        let bed = AgentBed()
        kubelet.set([.init("shop", "web", [[]])])
        try await running(bed) { _ in
            #expect(await ask(bed)?["devices"] == [:])
            kubelet.set([.init("shop", "web", [[("v.example/a", ["2"])]])])
            #expect(await ask(bed)?["devices"] == ["v.example/a": ["2"]])
        }
    }

    @Test("an old kubelet is asked by the first version of the service")
    func old() async throws {
        let bed = AgentBed()
        kubelet.set(versions: ["v1alpha1"])
        kubelet.set([.init("shop", "web", [[("v.example/a", ["1"])]])])
        try await running(bed) { _ in
            #expect(await ask(bed)?["devices"] == ["v.example/a": ["1"]])
            #expect(kubelet.calls == ["/v1.PodResourcesLister/List", "/v1alpha1.PodResourcesLister/List"])
        }
    }

    @Test("where two pods have the name, it is not told whose the devices are")
    func ambiguous() async throws {
        let bed = AgentBed()
        kubelet.set([
            .init("shop", "web", [[("v.example/a", ["1"])]]), .init("shop", "web", [[("v.example/a", ["2"])]]),
        ])
        try await running(bed) { _ in
            let answer = await ask(bed)
            #expect(answer?["ok"] == false && answer?["message"]?.string?.contains("two pods") == true)
        }
    }

    @Test("many who ask at once are answered by few lists, each newer than its question")
    func many() async throws {
        let bed = AgentBed()
        kubelet.set(
            (0..<40).map { .init("shop", "p\($0)", [[("v.example/a", ["d\($0)"])]]) })
        kubelet.set(fault: .delay(milliseconds: 100))
        try await running(bed) { _ in
            await withDiscardingTaskGroup { tasks in
                for number in 0..<40 {
                    tasks.addTask {
                        let answer = await ask(bed, "p\(number)", uid: "u\(number)")
                        #expect(answer?["devices"] == ["v.example/a": [.string("d\(number)")]])
                    }
                }
            }
            #expect(kubelet.calls.count < 40)
        }
    }

    @Test(
        "a kubelet that fails is told with its reason, on /readyz too, and found again",
        arguments: [
            (FakeKubelet.Fault.status(7, "no"), "status 7: no"), (.status(12, "unknown"), "status 12"),
            (.cut, "broke"), (.silence, "in time"), (.web, "no gRPC"), (.message([0xff]), "no list of pods"),
            (.message([10, 4, 10, 2, 0xc3, 0x28]), "no list of pods"), (.raw([0, 0, 0]), "no message"),
            (.raw([1, 0, 0, 0, 0]), "compressed"), (.raw([0, 0, 0, 0, 9, 1]), "not one message"),
            (.zeroes((16 << 20) + 1), "larger"),
        ])
    func faults(_ fault: FakeKubelet.Fault, _ words: String) async throws {
        let bed = AgentBed()
        kubelet.set([.init("shop", "web", [[("v.example/a", ["1"])]])])
        kubelet.set(fault: fault)
        try await running(bed) { health in
            let answer = await ask(bed)
            #expect(answer?["code"] == "unavailable")
            #expect(answer?["message"]?.string?.contains(words) == true, "\(answer?.text ?? "")")
            #expect(await bed.get("/readyz", health).text.contains("[!] devices: kubelet's PodResources"))
            #expect(await bed.isReady(health))
            kubelet.set(fault: nil)
            #expect(await ask(bed)?["ok"] == true)
            #expect(await !bed.get("/readyz", health).text.contains("devices"))
        }
    }

    @Test("without a kubelet the plugin is told so, at once")
    func absent() async throws {
        let bed = AgentBed()
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            let answer = await ask(bed)
            #expect(answer?["code"] == "unavailable")
            #expect(answer?["message"]?.string?.contains("nobody answers") == true)
        }
    }

    @Test("more devices than fit into an answer are no answer")
    func tooMany() async throws {
        let bed = AgentBed()
        let names = (0..<4000).map { "device-with-a-name-\($0)" }
        kubelet.set([.init("shop", "web", [[("v.example/a", names)]])])
        try await running(bed) { _ in
            let answer = await ask(bed)
            #expect(answer?["code"] == "unavailable" && answer?["message"]?.string?.contains("fit") == true)
        }
    }

    @Test(
        "a question without what is needed is refused",
        arguments: [
            #"{"format":1,"do":"devices","namespace":"shop","name":"web"}"#,
            #"{"format":1,"do":"devices","namespace":"","name":"web","uid":"u"}"#,
        ])
    func badQuestions(_ line: String) async throws {
        let bed = AgentBed()
        try await bed.running { health in
            #expect(await eventually { await bed.isReady(health) })
            #expect(await bed.ask(line: line + "\n")?["code"] == "badQuestion")
        }
    }
}
