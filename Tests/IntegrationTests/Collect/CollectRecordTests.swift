import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import Testing

/// `tartanctl gc`: what is detached, and what is left alone.
@Suite(.privateHost) struct CollectRecordTests {
    @Test("a sandbox whose namespace was deleted is detached with real plugins, a living one isn't touched")
    func gone() throws {
        let node = try Node()
        try node.network("blue", node.list("blue", node.bridge("br-blue", subnet: "10.20.0.0/24")))
        let (web, db) = (try node.host.pod("web"), try node.host.pod("db"))
        for pod in [web, db] { try #require(try node.add(pod, "blue").succeeded) }
        try node.host.removeNamespace(of: web)

        let collected = try node.collect()
        #expect(collected.exitStatus == 0, "\(collected)")
        let text = collected.outcome.text
        #expect(text.hasPrefix("1 record detached; 1 is in use.\n"), "\(text)")
        #expect(
            text.contains("default/web   cluster, default/blue   its network namespace is gone   detached"), "\(text)")
        #expect(node.reservations() == ["blue/10.20.0.3", "cluster/10.1.0.3"])
        #expect(try node.history(web)?.isClosed == true)
        #expect(try node.record(web) == nil)
        #expect(try node.host.links(in: db.name) == ["eth0", "net1"])
        #expect(try node.host.addresses(of: "net1", in: db.name) == ["10.20.0.3/24"])
        #expect(try node.collect().outcome.text == "Nothing to detach: the only record is in use.\n")
        #expect(try node.delete(db, "blue").succeeded)
        #expect(try node.leftBehind(db, host: ["br-blue", "cni0"]).isEmpty)
        #expect(try node.collect().outcome.text == "Nothing to detach: there are no records in \(node.store.root).\n")
    }

    @Test("what is left is counted for the agent's metrics, reservations of nobody too; a dry run counts nothing")
    func leftOver() throws {
        let node = try Node.withBase()
        let failing: JSONValue = ["error": ["code": 140, "msg": "stuck"]]
        try node.scripted("bad", ["ADD": failing, "DEL": failing])
        try node.network("bad", node.list("bad", ["type": "bad"]))
        let pod = try node.host.pod()
        try #require(try node.add(pod, "bad").errorCode == 140)
        try node.network("old", node.list("old", node.bridge("br-old", subnet: "10.9.0.0/24")))
        try node.reserve("10.9.0.9", for: "nobody\r\neth0")
        try node.host.shell("touch -d '2 minutes ago' \(node.leases)/old/*")

        #expect(try node.collect("--dry-run").exitStatus == 0)
        #expect(try node.store.leftOver() == nil)
        #expect(try node.collect().exitStatus == 1)
        let left = try #require(try node.store.leftOver())
        #expect(left.counts == [.init("records", 1), .init("device files", 0), .init("reservations", 1)])
        #expect(try node.collect("--leases", "--forget", pod.containerID).exitStatus == 2)
        #expect(try node.collect("--forget", pod.containerID).exitStatus == 0)
        #expect(try node.collect("--leases").exitStatus == 0)
        #expect(try #require(try node.store.leftOver()).counts.allSatisfy { $0.number == 0 })
    }

    @Test("plugins get the recorded id, interface, arguments, path and settings, and the caller's other variables")
    func environment() throws {
        let node = try Node.withBase()
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        try node.host.removeNamespace(of: pod)
        let collected = try node.collect(environment: ["CNI_PATH=/nowhere", "CNI_ARGS=A=B", "CILIUM_SOCK=/run/x"])
        #expect(collected.exitStatus == 0, "\(collected)")
        let calls = try node.calls("base")
        #expect(calls.map(\.command) == ["ADD", "DEL"])
        let environment = try #require(calls.last).environment
        #expect(environment["CNI_CONTAINERID"] == pod.containerID)
        #expect(environment["CNI_IFNAME"] == "eth0")
        #expect(environment["CNI_NETNS"] == "")
        #expect(environment["CNI_ARGS"] == pod.arguments)
        #expect(environment["CNI_PATH"] == node.path)
        #expect(environment["CILIUM_SOCK"] == "/run/x")
        #expect(try node.refusals().isEmpty)
    }

    @Test("a record of another boot is detached without namespace, though the path leads somewhere again")
    func rebooted() throws {
        let node = try Node.withBase()
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        try node.pretendReboot(pod)
        let collected = try node.collect("-o", "json")
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(collected.json["records"].at(0)?["why"]?.string == "rebooted")
        #expect(node.outcome(collected, pod) == "detached")
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_NETNS"] } == [""])
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("another namespace at the recorded path is not the sandbox")
    func otherNamespace() throws {
        let node = try Node.withBase()
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        // The new one is made before the old one ends, so that it can't get its inode.
        try node.host.shell("ip netns add other; umount \(pod.netns); mount --bind /run/netns/other \(pod.netns)")
        #expect(node.outcome(try node.collect("-o", "json"), pod) == "detached")
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_NETNS"] } == [""])
    }

    @Test(
        "a sandbox without namespace that a runtime lists is left to the runtime",
        arguments: [
            "/run/containerd/io.containerd.runtime.v2.task/k8s.io/ID", "/run/containers/storage/overlay-containers/ID",
        ])
    func listed(folder: String) throws {
        let node = try Node.withBase()
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        try node.host.removeNamespace(of: pod)
        let place = folder.replacing("ID", with: pod.containerID)
        try node.host.shell("mkdir -p \(place)")
        let collected = try node.collect("-o", "json")
        #expect(node.outcome(collected, pod) == "inUse", "\(collected)")
        #expect(collected.json["runtimes"].at(0)?["containers"]?.integer ?? 0 > 0)
        try node.host.shell("rmdir \(place)")
        #expect(node.outcome(try node.collect("-o", "json"), pod) == "detached")
    }

    @Test("after SIGKILL of an ADD its binary is ended and what it did is detached, though the sandbox is there")
    func cutOff() throws {
        let node = try Node.withBase(["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        let (reached, done) = (node.folder + "/reached", node.folder + "/done")
        try node.scripted(
            "late",
            ["ADD": ["touch": .string(reached), "sleep": 1500, "interface": true, "touchAfter": .string(done)]])
        try node.network("late", node.list("late", ["type": "late"]))
        let pod = try node.host.pod()
        let adding = try node.start(node.call("ADD", pod, annotations: Node.annotations("late")))
        try Waiting.until("the late delegate") { TestFile.exists(reached) }
        kill(try node.host.inner(adding), SIGKILL)
        try adding.wait()

        let collected = try node.collect()
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(collected.outcome.text.contains("its ADD was cut off   detached"), "\(collected)")
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_NETNS"] } == [pod.netns])
        #expect(try node.calls("late", "DEL").count == 1)
        usleep(1_600_000)
        #expect(!TestFile.exists(done))
        #expect(try node.leftBehind(pod).isEmpty)
        #expect(try node.delete(pod, "late").succeeded)
        #expect(try node.calls("late", "DEL").count == 1)
    }

    @Test("of a record that lost its plan with the machine it is said what may be left")
    func planLost() throws {
        let node = try Node.withBase()
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        try node.pretendReboot(pod, lines: 1)
        let collected = try node.collect()
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(collected.outcome.text.contains("had started was lost with the machine"), "\(collected)")
        #expect(collected.outcome.text.contains("tartanctl gc --leases --dry-run"), "\(collected)")
        // The runtime's own DEL still resolves it.
        #expect(try node.delete(pod).succeeded)
        #expect(try node.calls("base", "DEL").count == 1)
    }

    @Test("an ADD that is under way is left alone")
    func underWay() throws {
        let reached = "/reached"
        let node = try Node.withBase()
        try node.setScript("base", ["ADD": ["touch": .string(node.folder + reached), "sleep": 2500]])
        let pod = try node.host.pod()
        let adding = try node.start(node.call("ADD", pod))
        try Waiting.until("the delegate") { TestFile.exists(node.folder + reached) }
        let dry = try node.collect("-o", "json", "--dry-run")
        let collected = try node.collect()
        #expect(node.outcome(dry, pod) == "underWay", "\(dry)")
        let forgetting = try node.collect("--forget", pod.containerID, "--dry-run")
        #expect(forgetting.exitStatus == 1 && forgetting.errorOutput.contains("was not closed: ADD"), "\(forgetting)")
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(collected.outcome.text.hasPrefix("1 record left alone.\n"), "\(collected)")
        #expect(collected.outcome.text.contains("left alone: ADD (process "), "\(collected)")
        #expect(try adding.wait().succeeded)
        #expect(try node.calls("base").map(\.command) == ["ADD"])
        #expect(try node.delete(pod).succeeded)
    }

    @Test("what can't be detached stays recorded, and the next time it is tried again")
    func failing() throws {
        let node = try Node.withBase(["DEL": ["error": ["code": 140, "msg": "the wire is stuck", "details": "pull"]]])
        try node.scripted("extra")
        try node.network("extra", node.list("extra", ["type": "extra"]))
        let pod = try node.host.pod()
        try #require(try node.add(pod, "extra").succeeded)
        try node.host.removeNamespace(of: pod)
        let collected = try node.collect()
        #expect(collected.exitStatus == 1)
        let text = collected.outcome.text
        #expect(text.hasPrefix("1 record could not be detached.\n"), "\(text)")
        #expect(text.contains("default/web: network cluster (eth0): base failed: the wire is stuck"), "\(text)")
        #expect(text.contains("tartanctl gc --forget sandbox-web-/eth0 --store \(node.store.root)"), "\(text)")
        #expect(collected.errorOutput == "")
        #expect(try node.record(pod)?.outstanding.count == 1)

        let again = try node.collect("-o", "json")
        #expect(again.exitStatus == 1)
        #expect(again.json["records"].at(0)?["remarks"] == nil, "\(again)")
        #expect(again.json["records"].at(0)?["error"]?["code"]?.integer == 140)
        try node.setScript("base", [:])
        #expect(try node.collect().exitStatus == 0)
        #expect(try node.calls("extra", "DEL").count == 1)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a dry run says the same and touches nothing")
    func dryRun() throws {
        let node = try Node()
        let (web, db) = (try node.host.pod("web"), try node.host.pod("db"))
        for pod in [web, db] { try #require(try node.add(pod).succeeded) }
        try node.host.removeNamespace(of: web)
        try node.reserve("10.9.0.7", for: "nobody\r\neth0")
        let before = try node.traces()
        let collected = try node.collect("--dry-run", "--leases")
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(collected.outcome.text.hasPrefix("Would detach 1 record; 1 is in use.\n"), "\(collected)")
        #expect(collected.outcome.text.contains("Would free 1 address that belongs to nobody.\n"), "\(collected)")
        #expect(collected.outcome.text.contains("old       10.9.0.7   nobody"), "\(collected)")
        #expect(collected.outcome.text.hasSuffix("Do it: tartanctl gc --leases --store \(node.store.root)\n"))
        #expect(try node.collect("--dry-run", "--forget", web.containerID).exitStatus == 0)
        #expect(try node.traces() == before)
    }

    @Test("a record that can't be read is named and fails the command; the others are detached all the same")
    func damaged() throws {
        let node = try Node.withBase()
        let (web, db) = (try node.host.pod("web"), try node.host.pod("db"))
        for pod in [web, db] { try #require(try node.add(pod).succeeded) }
        for pod in [web, db] { try node.host.removeNamespace(of: pod) }
        try TestFile.write("rubbish\nrubbish\n", to: store(node, db))
        let collected = try node.collect()
        #expect(collected.exitStatus == 1, "\(collected)")
        #expect(collected.outcome.text.hasPrefix("1 record detached, 1 could not be.\n"), "\(collected)")
        #expect(try node.record(web) == nil)
        #expect(try node.collect("--forget", "\(db.containerID)/eth0").exitStatus == 0)
        #expect(try node.store.records().isEmpty)
    }

    private func store(_ node: Node, _ pod: TestPod) -> String {
        node.store.sandbox(pod.containerID).journalPath(pod.interface)
    }

    @Test("in a namespace of its own it refuses to judge, unless forced", arguments: ["--mount", "--net"])
    func foreignNamespace(kind: String) throws {
        let node = try Node.withBase()
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        try node.host.removeNamespace(of: pod)
        let refused = try node.collect(through: ["unshare", kind, "--"])
        #expect(refused.exitStatus == 2)
        #expect(refused.errorOutput.contains("namespace of its own, not the host's"), "\(refused)")
        #expect(try node.record(pod) != nil)
        #expect(try node.collect("--force", through: ["unshare", kind, "--"]).exitStatus == 0)
        #expect(try node.record(pod) == nil)
    }
}
