import ExactJSON
import Foundation
import TartanStore
import TartanTestSupport
import Testing

/// Calls for one sandbox exclude each other; different sandboxes never wait for each other.
@Suite struct RepeatedAddTests {
    @Test("a second ADD of what is attached is error 4, and starts, writes and undoes nothing")
    func second() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        let journal = TestFile.bytesIfThere(node.journalPath(pod))
        let answer = try node.add(pod, "lan")
        node.expectError(answer, code: 4, message: ["default/web: ", "eth0", "already attached"], details: ["DEL"])
        #expect(try node.order("base", "lan") == ["ADD base eth0", "ADD lan net1"])
        #expect(TestFile.bytesIfThere(node.journalPath(pod)) == journal)
        #expect(try node.check(pod, "lan").succeeded)
        #expect(try node.delete(pod, "lan").succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("of two ADDs of one sandbox at once one attaches, and the other is error 4")
    func parallel() throws {
        let node = try Node.withScriptedCluster([
            "ADD": ["interface": true, "sleep": 150], "DEL": ["removeInterface": true],
        ])
        let pod = try node.host.pod()
        let running = try (0..<3).map { _ in try node.start(node.call("ADD", pod)) }
        let answers = try running.map { Answer(outcome: try $0.wait()) }
        #expect(answers.count { $0.succeeded } == 1)
        #expect(answers.count { $0.errorCode == 4 } == 2)
        #expect(try node.calls("base").count == 1)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a DEL waits for the ADD that runs, and then detaches it")
    func deleteDuringAdd() throws {
        let node = try Node.withScriptedCluster()
        let reached = node.folder + "/reached"
        try node.setScript(
            "base",
            [
                "ADD": ["touch": .string(reached), "sleep": 300, "interface": true], "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod()
        let adding = try node.start(node.call("ADD", pod))
        try Waiting.until("the ADD") { TestFile.exists(reached) }
        let deleted = try node.delete(pod)
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try adding.wait().succeeded)
        #expect(try node.order("base") == ["ADD base eth0", "DEL base eth0"])
        #expect(try node.leftBehind(pod).isEmpty)
    }

    /// Pain 9: #1346, #1356, #1437, #1383, #1349, #1416, #1510.
    @Test("30 pods attach and detach at once, each with an address of its own")
    func manyPods() throws {
        let node = try Node.withBridges()
        let pods = try (0..<30).map { try node.host.pod("web\($0)", uid: "uid-\($0)") }
        for command in ["ADD", "CHECK", "DEL"] {
            let running = try pods.map { pod in
                var call = node.call(command, pod, annotations: Node.annotations("lan"))
                call.timeout = 100
                return try node.start(call)
            }
            let answers = try running.map { Answer(outcome: try $0.wait()) }
            for answer in answers { #expect(answer.succeeded, "\(answer)") }
            if command == "ADD" {
                #expect(Set(answers.flatMap(\.addresses)).count == 60)
                #expect(node.reservations().count == 60)
            }
        }
        for pod in pods { #expect(try node.host.links(in: pod.name).isEmpty) }
        #expect(try node.leftBehind(pods[0], host: ["cni0", "br-x"]).isEmpty)
    }

    @Test("pods don't wait for another one whose delegate hangs")
    func others() throws {
        let node = try Node.withScriptedCluster()
        let reached = node.folder + "/reached"
        try node.setScript("base", ["ADD": [["touch": .string(reached), "hang": true], ["output": "{}"]]])
        let pods = try [node.host.pod("stuck"), node.host.pod("web")]
        let adding = try node.start(node.call("ADD", pods[0]))
        try Waiting.until("the hanging ADD") { TestFile.exists(reached) }
        for command in ["ADD", "CHECK", "DEL"] {
            let answer = try node.run(node.call(command, pods[1]))
            #expect(answer.succeeded, "\(answer)")
            #expect(answer.outcome.duration < 15)
        }
        kill(try node.tartan(adding), SIGTERM)
        try adding.wait()
        #expect(try node.leftBehind(pods[0]).isEmpty)
    }

    @Test("a DEL that has waited half of its time for a hanging ADD ends it and detaches")
    func deleteOfHangingAdd() async throws {
        let node = try Node.withScriptedCluster()
        let reached = node.folder + "/reached"
        try node.scriptedNetwork(
            "stuck",
            [
                "ADD": ["touch": .string(reached), "hang": true],
                "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod()
        let adding = try node.start(
            node.with(["delegateTimeout": 60]).call("ADD", pod, annotations: Node.annotations("stuck")))
        try Waiting.until("the hanging ADD") { TestFile.exists(reached) }
        let deleting = try node.start(node.call("DEL", pod))
        let deleted = Answer(outcome: try await deleting.finished())
        #expect(deleted.succeeded, "\(deleted)")
        #expect((24...45).contains(deleted.outcome.duration))
        #expect(deleted.errorOutput.contains("ADD"))
        #expect(try adding.wait().ending != .exited(0))
        #expect(
            try node.order("base", "stuck") == ["ADD base eth0", "ADD stuck net1", "DEL stuck net1", "DEL base eth0"])
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
