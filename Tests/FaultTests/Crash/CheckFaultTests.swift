import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// CHECK of what is unfinished, or was changed behind Tartan's back. It never ends, undoes or changes anything.
@Suite struct CheckFaultTests {
    @Test("a binary that still runs, and then an ADD that was cut off, are error 11; CHECK ends nobody")
    func unfinished() throws {
        let node = try Node.withScriptedCluster()
        let (pod, late) = try node.killedAdd()
        node.expectError(
            try node.check(pod), code: 11, message: ["default/web: ", "a binary of an earlier call", "process \(late)"])
        try node.host.shell("kill -9 \(late)")
        try Waiting.until("its end") { try !node.runs(late) }
        node.expectError(
            try node.check(pod), code: 11, message: ["default/web: ", "eth0", "cut off"], details: ["DEL"])
        #expect(try node.order("base", "late") == ["ADD base eth0", "ADD late net1"])
        #expect(try node.delete(pod).succeeded)
        node.expectError(try node.check(pod), code: 3, message: ["default/web: ", "no record of eth0"])
        #expect(try node.leftBehind(pod).isEmpty)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let shell: String
        let message: [String]

        init(_ shell: String, _ message: String...) {
            self.shell = shell
            self.message = message
        }

        var testDescription: String { shell }
    }

    static let changes: [Change] = [
        Change("link delete net1", "network default/lan (net1)", "interface net1 is gone"),
        Change("addr flush dev net1", "network default/lan (net1)", "address 10.9.0.2/24 is gone from interface net1"),
        Change("addr flush dev eth0", "network cluster (eth0)", "address 10.8.0.2/24 is gone from interface eth0"),
        Change("route delete default", "network default/lan (net1)", "default route by 10.9.0.1 is gone"),
        Change(
            "route replace default via 10.9.0.9 dev net1", "network default/lan (net1)",
            "default route by 10.9.0.1 is gone"),
        Change("route append default via 10.8.0.1 dev eth0 metric 50", "(net1)", "eth0 has a default route again"),
        Change("link set net1 down", "network default/lan (net1)", "default route by 10.9.0.1 is gone"),
    ]

    @Test("links, addresses and routes that somebody changed are found", arguments: changes)
    func changed(change: Change) throws {
        let node = try Node.withScriptedCluster(
            ["ADD": ["interface": true, "address": "10.8.0.2/24"], "DEL": ["removeInterface": true]])
        try node.scriptedNetwork(
            "lan", ["ADD": ["interface": true, "address": "10.9.0.2/24"], "DEL": ["removeInterface": true]])
        let pod = try node.host.pod()
        let networks = "[{\"name\": \"lan\", \"default-route\": [\"10.9.0.1\"]}]"
        let added = try node.add(pod, networks)
        try #require(added.succeeded, "\(added)")
        #expect(try node.check(pod, networks).succeeded)
        let journal = TestFile.bytesIfThere(node.journalPath(pod))
        try node.host.shell("ip -n \(pod.name) \(change.shell)")
        node.expectError(
            try node.check(pod, networks), code: 999, message: ["default/web: "] + change.message, details: ["DEL"])
        #expect(TestFile.bytesIfThere(node.journalPath(pod)) == journal)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a delegate's own error is the answer; text on stdout of a successful CHECK is none")
    func delegates() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork(
            "lan",
            [
                "ADD": ["interface": true], "DEL": ["removeInterface": true],
                "CHECK": [
                    ["output": "OK\n"], ["error": ["code": 160, "msg": "rule gone"]], ["crash": 9], ["exit": 1],
                ],
            ])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        let first = try node.check(pod)
        #expect(first.succeeded, "\(first)")
        #expect(first.outcome.output.isEmpty)
        for (code, words) in [(160, "lan failed: rule gone"), (999, "killed by signal 9"), (999, "exit status 1")] {
            node.expectError(
                try node.check(pod), code: code, message: ["default/web: network default/lan (net1)", words],
                details: ["CHECK by", "/bin/lan"])
        }
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a CHECK whose delegate hangs ends at delegateTimeout and leaves the attachment as it is")
    func hanging() throws {
        let node = try Node.withScriptedCluster().with(["delegateTimeout": "500ms"])
        try node.scriptedNetwork(
            "lan", ["ADD": ["interface": true], "DEL": ["removeInterface": true], "CHECK": [["hang": true], [:]]])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        node.expectError(
            try node.check(pod), code: 11, message: ["network default/lan (net1)", "did not end within"])
        let again = try node.check(pod)
        #expect(again.succeeded, "\(again)")
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
