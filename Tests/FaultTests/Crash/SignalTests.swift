import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import Testing

/// SIGTERM and SIGINT: an ADD becomes its undo; what takes apart goes on.
@Suite struct SignalTests {
    @Test("a signal ends the running binary and undoes everything", arguments: [SIGTERM, SIGINT])
    func duringBinary(signal: Int32) throws {
        let node = try Node.withScriptedCluster()
        let reached = node.folder + "/reached"
        try node.scriptedNetwork(
            "slow",
            ["ADD": ["touch": .string(reached), "hang": true], "DEL": ["removeInterface": true]])
        let pod = try node.host.pod()
        let answer = try node.interrupt("ADD", pod, "slow", by: signal, at: reached)
        try node.expectRefusal(
            answer, code: 11, message: ["default/web: ", "network default/slow (net1)", "slow", "signal \(signal)"],
            details: ["undone"], pod)
        #expect(
            try node.order("base", "slow") == [
                "ADD base eth0", "ADD slow net1", "DEL slow net1", "DEL base eth0",
            ])
    }

    @Test("a signal while Tartan waits to be ready starts nothing", arguments: [SIGTERM, SIGINT])
    func duringReadiness(signal: Int32) throws {
        let node = try Node.withScriptedCluster().with(["readinessindicatorfile": "/run/never"])
        let pod = try node.host.pod()
        let adding = try node.start(node.call("ADD", pod))
        let tartan = try node.tartan(adding)
        try Waiting.until("Tartan's signals") { Self.isPrepared(tartan) }
        kill(tartan, signal)
        let answer = Answer(outcome: try adding.wait())
        try node.expectRefusal(
            answer, code: 11, message: ["default/web: ", "signal \(signal)"], pod, journalled: false)
        #expect(adding.age < 9)
        #expect(try node.calls("base").isEmpty)
    }

    /// SIGTERM is blocked, because it is read from a descriptor.
    private static func isPrepared(_ process: Int32) -> Bool {
        let status = TestFile.textIfThere("/proc/\(process)/status") ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("SigBlk:") } ?? ""
        let mask = UInt64(line.split(separator: "\t").last ?? "", radix: 16) ?? 0
        return mask & 1 << UInt64(SIGTERM - 1) != 0
    }

    @Test("a signal during the undo doesn't end it")
    func duringUndo() throws {
        let node = try Node.withScriptedCluster()
        let reached = node.folder + "/reached"
        try node.scriptedNetwork(
            "bad",
            [
                "ADD": ["interface": true, "error": ["code": 101, "msg": "no"]],
                "DEL": ["touch": .string(reached), "sleep": 200, "removeInterface": true],
            ])
        let pod = try node.host.pod()
        let answer = try node.interrupt("ADD", pod, "bad", by: SIGTERM, at: reached)
        try node.expectRefusal(answer, code: 101, message: ["bad failed: no"], details: ["undone"], pod)
    }

    @Test("a signal during DEL doesn't end it", arguments: [SIGTERM, SIGINT])
    func duringDelete(signal: Int32) throws {
        let node = try Node.withScriptedCluster()
        let reached = node.folder + "/reached"
        try node.scriptedNetwork(
            "slow",
            [
                "ADD": ["interface": true],
                "DEL": ["touch": .string(reached), "sleep": 200, "removeInterface": true],
            ])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "slow").succeeded)
        let answer = try node.interrupt("DEL", pod, by: signal, at: reached)
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("signals that come at any moment of an ADD leave it attached or undone, never in between", arguments: 0..<6)
    func anyMoment(sixth: Int) throws {
        let node = try Node.withBridges()
        for step in 0..<3 {
            let pod = try node.host.pod("web\(step)")
            let adding = try node.start(node.call("ADD", pod, annotations: Node.annotations("lan")))
            let tartan = try node.tartan(adding)
            try Waiting.until("Tartan's signals") { Self.isPrepared(tartan) || adding.children.isEmpty }
            usleep(UInt32(step * 6 + sixth) * 5000)
            kill(tartan, SIGTERM)
            let answer = Answer(outcome: try adding.wait())
            if answer.succeeded {
                #expect(try node.check(pod, "lan").succeeded)
                #expect(try node.delete(pod, "lan").succeeded)
            } else {
                node.expectError(answer, code: 11, message: ["default/web\(step): ", "signal 15"])
            }
            let left = try node.leftBehind(pod, host: ["cni0", "br-x"])
            #expect(left == [], "\(answer)")
        }
    }
}
