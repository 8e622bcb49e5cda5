import ExactJSON
import Foundation
import TartanStore
import TartanTestSupport
import Testing

/// A failure anywhere after the first step undoes everything done so far, in reverse order.
@Suite struct UndoTests {
    static let error: JSONValue = ["error": ["code": 120, "msg": "no more room", "details": "rack 7 is full"]]

    /// Three networks: `one` has three plugins a1, a2, a3; `two` has b1; the cluster network is `base`.
    private func node(failing: String) throws -> Node {
        let node = try Node.withScriptedCluster()
        for (name, makesInterface) in [("a1", true), ("a2", false), ("a3", false), ("b1", true)] {
            var add = (name == failing ? Self.error : [:]).object ?? JSONObject()
            if makesInterface { add["interface"] = true }
            try node.scripted(name, ["ADD": .object(add), "DEL": makesInterface ? ["removeInterface": true] : [:]])
        }
        try node.network("one", node.list("one", ["type": "a1"], ["type": "a2"], ["type": "a3"]))
        try node.network("two", node.list("two", ["type": "b1"]))
        return node
    }

    static let orders: [(String, [String])] = [
        ("a1", ["ADD base eth0", "ADD a1 net1", "DEL a1 net1", "DEL base eth0"]),
        (
            "a2",
            ["ADD base eth0", "ADD a1 net1", "ADD a2 net1", "DEL a2 net1", "DEL a1 net1", "DEL base eth0"]
        ),
        (
            "a3",
            [
                "ADD base eth0", "ADD a1 net1", "ADD a2 net1", "ADD a3 net1", "DEL a3 net1", "DEL a2 net1",
                "DEL a1 net1",
                "DEL base eth0",
            ]
        ),
        (
            "b1",
            [
                "ADD base eth0", "ADD a1 net1", "ADD a2 net1", "ADD a3 net1", "ADD b1 net2", "DEL b1 net2",
                "DEL a3 net1",
                "DEL a2 net1", "DEL a1 net1", "DEL base eth0",
            ]
        ),
    ]

    @Test(
        "exactly the binaries that were started are undone, the last one first, the failed one included",
        arguments: orders)
    func order(failing: String, expected: [String]) throws {
        let node = try node(failing: failing)
        let pod = try node.host.pod()
        let answer = try node.add(pod, "one,two")
        let network = failing == "b1" ? "default/two (net2)" : "default/one (net1)"
        try node.expectRefusal(
            answer, code: 120, message: ["default/web: network \(network): \(failing) failed: no more room"],
            details: ["rack 7 is full", "/bin/\(failing)", "undone"], pod)
        #expect(try node.order("base", "a1", "a2", "a3", "b1") == expected)
        #expect(try node.history(pod)?.isUndone == true)
    }

    @Test("the undo gives each binary what it got at ADD, with its attachment's result so far")
    func input() throws {
        let node = try node(failing: "a3")
        let pod = try node.host.pod()
        #expect(try node.add(pod, "one").errorCode == 120)
        for type in ["base", "a1", "a2", "a3"] {
            let calls = try node.calls(type)
            let (added, deleted) = (calls[0], calls[1])
            for name in ["CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME", "CNI_ARGS", "CNI_PATH"] {
                #expect(added.environment[name] == deleted.environment[name])
            }
            // Byte for byte, but for prevResult at the end.
            let plain = added.input.components(separatedBy: ",\"prevResult\"")[0].dropLast(
                type == "base" || type == "a1" ? 1 : 0)
            #expect(deleted.input.hasPrefix(plain + ",\"prevResult\":"))
            let name = deleted.prevResult?["interfaces"].at(0)?["name"]?.string
            #expect(name == (type == "base" ? "eth0" : "net1"))
        }
    }

    @Test("an attachment whose interface name is taken in the sandbox is not started and gets no DEL")
    func nameTaken() throws {
        let node = try node(failing: "none")
        let pod = try node.host.pod()
        try node.host.shell("ip -n \(pod.name) link add net1 type bridge")
        let answer = try node.add(pod, "one,two")
        node.expectError(
            answer, code: 4, message: ["default/web: network default/one (net1)", "already in the sandbox"],
            details: ["undone"])
        #expect(try node.order("base", "a1", "b1") == ["ADD base eth0", "DEL base eth0"])
        #expect(try node.host.links(in: pod.name) == ["net1"])
        try node.host.shell("ip -n \(pod.name) link delete net1")
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("an undo's DEL that fails keeps the record open and is named; the rest is undone, the next DEL finishes it")
    func failingUndo() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork(
            "keeps",
            ["ADD": ["interface": true], "DEL": [["error": ["code": 130, "msg": "busy"]], ["removeInterface": true]]])
        try node.scriptedNetwork("bad", ["ADD": Self.error])
        let pod = try node.host.pod()
        let answer = try node.add(pod, "keeps,bad")
        node.expectError(
            answer, code: 120, message: ["default/web: network default/bad (net2): bad failed: no more room"],
            details: ["network default/keeps (net1)", "/bin/keeps", "busy", "tartanctl gc"])
        #expect(
            try node.order("base", "keeps", "bad") == [
                "ADD base eth0", "ADD keeps net1", "ADD bad net2", "DEL bad net2", "DEL keeps net1", "DEL base eth0",
            ])
        let record = try #require(try node.record(pod))
        #expect(record.isUndone && record.isUnfinished)
        #expect(record.outstanding.map(\.attachment) == [1])
        #expect(try node.host.links(in: pod.name) == ["net1"])
        node.expectError(try node.check(pod), code: 11, message: ["default/web: ", "eth0"])

        #expect(try node.delete(pod).succeeded)
        #expect(try node.order("base", "keeps", "bad").dropFirst(6) == ["DEL keeps net1"])
        #expect(try node.leftBehind(pod).isEmpty)
        #expect(try node.history(pod)?.isClosed == true)
    }

    @Test("an ADD after a failed undo finishes that first, and starts nothing if it can't")
    func addAfterFailedUndo() throws {
        let node = try Node.withScriptedCluster()
        let busy: JSONValue = ["error": ["code": 130, "msg": "busy"]]
        try node.scriptedNetwork(
            "bad", ["ADD": [Self.error, ["interface": true]], "DEL": [busy, busy, ["removeInterface": true]]])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "bad").errorCode == 120)
        let second = try node.add(pod, "bad")
        node.expectError(second, code: 130, message: ["default/web: network default/bad (net1): bad failed: busy"])
        #expect(try node.order("base", "bad").suffix(2) == ["DEL base eth0", "DEL bad net1"])
        let third = try node.add(pod, "bad")
        #expect(third.succeeded, "\(third)")
        #expect(try node.order("base", "bad").suffix(3) == ["DEL bad net1", "ADD base eth0", "ADD bad net1"])
        #expect(try node.delete(pod, "bad").succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a result that claims a taken name, and a default route that can't be set, undo everything too")
    func afterTheBinaries() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork(
            "lan", ["ADD": ["interface": true, "address": "10.9.0.2/24"], "DEL": ["removeInterface": true]])
        let pod = try node.host.pod()
        let answer = try node.add(pod, "[{\"name\": \"lan\", \"default-route\": [\"10.8.0.1\"]}]")
        try node.expectRefusal(
            answer, code: 7, message: ["default/web: network default/lan (net1)", "10.8.0.1", "10.9.0.2/24"],
            details: ["undone"], pod)
        #expect(try node.order("base", "lan") == ["ADD base eth0", "ADD lan net1", "DEL lan net1", "DEL base eth0"])
    }
}
