import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// DEL goes on where libcni stops, keeps what is left, and answers the first error.
@Suite struct FailingDeleteTests {
    /// Pain 16: #355, #152.
    @Test("a DEL that fails in one plugin runs all others, keeps what is left, and a later one runs only that")
    func goesOn() throws {
        let node = try Node.withScriptedCluster()
        try node.scripted("a1", Node.honest)
        try node.scripted("a2", ["DEL": [["error": ["code": 140, "msg": "locked", "details": "by bob"]], [:]]])
        try node.scriptedNetwork("two")
        try node.network("one", node.list("one", ["type": "a1"], ["type": "a2"]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "one,two").succeeded)

        let answer = try node.delete(pod)
        node.expectError(
            answer, code: 140, message: ["default/web: network default/one (net1): a2 failed: locked"],
            details: ["by bob", "DEL by", "/bin/a2", "Everything else was detached; the next DEL"])
        #expect(
            try node.order("base", "a1", "a2", "two").suffix(4) == [
                "DEL two net2", "DEL a2 net1", "DEL a1 net1", "DEL base eth0",
            ])
        let record = try #require(try node.record(pod))
        #expect(record.outstanding == [JournalBinary(attachment: 1, plugin: 1)])
        node.expectError(try node.check(pod), code: 11, message: ["eth0"])

        #expect(try node.delete(pod).succeeded)
        #expect(try node.order("base", "a1", "a2", "two").suffix(2) == ["DEL base eth0", "DEL a2 net1"])
        #expect(try node.leftBehind(pod).isEmpty)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.calls("a2", "DEL").count == 2)
    }

    @Test("of several failures the first is the answer, and all are in the details")
    func several() throws {
        let node = try Node.withScriptedCluster(["DEL": [["exit": 3], [:]]])
        try node.scriptedNetwork("one", ["DEL": [["error": ["code": 141, "msg": "no"]], [:]]])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "one").succeeded)
        let answer = try node.delete(pod)
        node.expectError(
            answer, code: 141, message: ["network default/one (net1): one failed: no"],
            details: [
                "network cluster (eth0): base failed with exit status 3", "No DEL of this call succeeded; the next DEL",
            ])
        #expect(!answer.details.contains("else was detached"))
        #expect(try node.delete(pod).succeeded)
        #expect(try node.calls("base", "DEL").count == 2)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test(
        "a DEL whose binary is gone or broken keeps the record until there is one again", arguments: ["gone", "broken"])
    func missingBinary(how: String) throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        let file = node.folder + "/bin/lan"
        try node.host.shell("mv \(file) \(file).away")
        if how == "broken" { try TestFile.write("nonsense", to: file, mode: 0o755) }
        let answer = try node.delete(pod, "lan")
        node.expectError(
            answer, code: how == "gone" ? 7 : 5,
            message: [
                "default/web: network default/lan (net1)", how == "gone" ? "no plugin \"lan\"" : "Exec format error",
            ])
        #expect(try node.record(pod)?.outstanding.map(\.attachment) == [1])
        #expect(try node.host.links(in: pod.name) == ["net1"])
        try node.host.shell("mv -f \(file).away \(file)")
        #expect(try node.delete(pod, "lan").succeeded)
        #expect(try node.calls("base", "DEL").count == 1)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a DEL's binaries get their share of its time only, so that one that hangs leaves some for the others")
    func hanging() throws {
        let node = try Node.withScriptedCluster().with(["delegateTimeout": "1s"])
        try node.scriptedNetwork("one", ["DEL": ["hang": true]])
        try node.scriptedNetwork("two", ["DEL": ["hang": true]])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "one,two").succeeded)
        let answer = try node.delete(pod)
        node.expectError(
            answer, code: 11, message: ["network default/two (net2)", "did not end within"],
            details: ["network default/one (net1)"])
        #expect(answer.outcome.duration < 20)
        #expect(try node.record(pod)?.outstanding.map(\.attachment) == [1, 2])
        #expect(try node.host.links(in: pod.name) == [])
    }

    /// Pain 11: #1146, #1105, #1239, #1084.
    @Test("DEL needs neither pod nor definitions nor configuration to detach what was attached")
    func onlyTheRecord() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        let before = try node.calls("lan", "ADD")[0].input
        try node.host.shell("rm -r \(node.store.root)/networks/* \(node.configurationFolder)/*")
        var call = node.with(["clusterNetwork": "something/else"]).call("DEL", pod, annotations: nil)
        call.arguments = nil
        let answer = try node.run(call)
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.calls("lan", "DEL")[0].input.hasPrefix(before.dropLast()))
        #expect(try node.calls("lan", "DEL")[0].environment["CNI_ARGS"] == pod.arguments)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
