import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import Testing

/// A runtime that gives up kills Tartan alone: the binary that it has started lives on.
@Suite struct KilledAddTests {
    @Test("after SIGKILL and DEL nothing appears any more, whatever a late delegate still meant to do")
    func lateDelegate() async throws {
        let node = try Node.withScriptedCluster()
        let (reached, done) = (node.folder + "/reached", node.folder + "/done")
        try node.scriptedNetwork(
            "late",
            [
                "ADD": ["touch": .string(reached), "sleep": 2000, "interface": true, "touchAfter": .string(done)],
                "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod()
        #expect(try !node.interrupt("ADD", pod, "late", by: SIGKILL, at: reached).succeeded)

        let deleted = try node.delete(pod, "late")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.order("base", "late").suffix(2) == ["DEL late net1", "DEL base eth0"])
        try await Task.sleep(for: .milliseconds(2300))
        #expect(!TestFile.exists(done))
        #expect(try node.leftBehind(pod).isEmpty)
        #expect(try node.delete(pod, "late").succeeded)
    }

    @Test("what a killed delegate has started in a session of its own ends too", arguments: [true, false])
    func lateDescendant(isOwnSession: Bool) async throws {
        let node = try Node.withScriptedCluster()
        let done = node.folder + "/done"
        // As a plugin that runs its IPAM plugin, or any shell script.
        try TestFile.write(
            """
            #!/bin/sh
            [ "$CNI_COMMAND" = ADD ] || exit 0
            \(isOwnSession ? "setsid " : "")sh -c 'touch \(done).reached; sleep 2; touch \(done); ip link add late0 type veth' &
            wait
            """, to: node.folder + "/bin/late", mode: 0o755)
        try node.network("late", node.list("late", ["type": "late"]))
        let pod = try node.host.pod()
        #expect(try !node.interrupt("ADD", pod, "late", by: SIGKILL, at: done + ".reached").succeeded)
        #expect(try node.delete(pod, "late").succeeded)
        try await Task.sleep(for: .milliseconds(2300))
        #expect(!TestFile.exists(done))
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("with real plugins: no interface, no address, no rule stays", arguments: [true, false])
    func realPlugins(isIPAMLate: Bool) async throws {
        let node = try Node()
        // A bridge, or its host-local, that begins late.
        let type = isIPAMLate ? "host-local" : "bridge"
        try TestFile.write(
            """
            #!/bin/sh
            if [ "$CNI_COMMAND" = ADD ] && [ "$CNI_IFNAME" = net1 ]; then
                touch \(node.folder)/reached
                sleep 2
            fi
            exec \(Executables.plugins)/\(type)
            """, to: node.folder + "/bin/" + type, mode: 0o755)
        try node.network("lan", node.list("lan", node.bridge("br-x", subnet: "10.40.0.0/24")))
        let pod = try node.host.pod()
        #expect(try !node.interrupt("ADD", pod, "lan", by: SIGKILL, at: node.folder + "/reached").succeeded)
        let deleted = try node.delete(pod, "lan")
        #expect(deleted.succeeded, "\(deleted)")
        try await Task.sleep(for: .milliseconds(2300))
        expectEmpty(try node.leftBehind(pod, host: ["cni0", "br-x"]))
    }

    /// How many lines the journal of an ADD with three binaries has, and some more.
    static let lines = Array(0...16)

    @Test("killed at any line of the journal, DEL leaves nothing", arguments: lines)
    func anyLine(lines: Int) throws {
        let node = try Node.withBridges(["type": "tuning", "sysctl": [:]])
        let pod = try node.host.pod(uid: "u1")
        let adding = try node.start(node.call("ADD", pod, annotations: Node.annotations("lan")))
        let tartan = try node.tartan(adding)
        try node.waitForLines(lines, pod, adding)
        kill(tartan, SIGKILL)
        try adding.wait()
        try expectNothing(node, pod)
    }

    @Test("killed at any moment, DEL leaves nothing", arguments: 0..<8)
    func anyMoment(eighth: Int) throws {
        let node = try Node.withBridges()
        for step in 0..<4 {
            let pod = try node.host.pod("web\(step)")
            let adding = try node.start(node.call("ADD", pod, annotations: Node.annotations("lan")))
            let tartan = try node.tartan(adding)
            usleep(UInt32(step * 8 + eighth) * 3000)
            kill(tartan, SIGKILL)
            try adding.wait()
            try expectNothing(node, pod)
        }
    }

    private func expectNothing(_ node: Node, _ pod: TestPod) throws {
        let deleted = try node.delete(pod, "lan")
        #expect(deleted.succeeded, "\(deleted)")
        expectEmpty(try node.leftBehind(pod, host: ["cni0", "br-x"]))
        // And the sandbox is as good as new.
        let added = try node.add(pod, "lan")
        #expect(added.succeeded, "\(added)")
        #expect(try node.delete(pod, "lan").succeeded)
        expectEmpty(try node.leftBehind(pod, host: ["cni0", "br-x"]))
    }

    @Test("killed during a DEL, the next DEL finishes it", arguments: Array(11...20))
    func killedDelete(lines: Int) throws {
        let node = try Node.withBridges()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        let deleting = try node.start(node.call("DEL", pod, annotations: Node.annotations("lan")))
        let tartan = try node.tartan(deleting)
        try node.waitForLines(lines, pod, deleting)
        kill(tartan, SIGKILL)
        try deleting.wait()
        try expectNothing(node, pod)
    }

    @Test("killed during the undo, DEL finishes it")
    func killedUndo() throws {
        let node = try Node.withScriptedCluster()
        let reached = node.folder + "/reached"
        try node.scriptedNetwork(
            "bad",
            [
                "ADD": ["interface": true, "exit": 1],
                "DEL": [["touch": .string(reached), "hang": true], ["removeInterface": true]],
            ])
        let pod = try node.host.pod()
        #expect(try !node.interrupt("ADD", pod, "bad", by: SIGKILL, at: reached).succeeded)
        #expect(try node.record(pod)?.isUndone == true)
        #expect(try node.delete(pod).succeeded)
        #expect(
            try node.order("base", "bad") == [
                "ADD base eth0", "ADD bad net1", "DEL bad net1", "DEL bad net1", "DEL base eth0",
            ])
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("an ADD after a killed one detaches first what that left, and ends what still runs")
    func addAfterKilledAdd() async throws {
        let node = try Node.withScriptedCluster()
        let (reached, done) = (node.folder + "/reached", node.folder + "/done")
        try node.scriptedNetwork(
            "late",
            [
                "ADD": [["touch": .string(reached), "sleep": 2000, "touchAfter": .string(done)], ["interface": true]],
                "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod()
        #expect(try !node.interrupt("ADD", pod, "late", by: SIGKILL, at: reached).succeeded)
        let added = try node.add(pod, "late")
        #expect(added.succeeded, "\(added)")
        #expect(
            try node.order("base", "late") == [
                "ADD base eth0", "ADD late net1", "DEL late net1", "DEL base eth0", "ADD base eth0", "ADD late net1",
            ])
        try await Task.sleep(for: .milliseconds(2300))
        #expect(!TestFile.exists(done))
        #expect(try node.check(pod, "late").succeeded)
        #expect(try node.delete(pod, "late").succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}

extension Node {
    /// Returns as soon as the journal has that many lines, or the call is over.
    func waitForLines(_ lines: Int, _ pod: TestPod, _ running: RunningCommand) throws {
        let path = journalPath(pod)
        while !running.children.isEmpty {
            let found = TestFile.bytesIfThere(path)?.count { $0 == UInt8(ascii: "\n") } ?? 0
            if found >= lines { return }
        }
    }
}

/// A function of its own, so that a failure shows what is left.
private func expectEmpty(_ left: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(left == [], sourceLocation: sourceLocation)
}
