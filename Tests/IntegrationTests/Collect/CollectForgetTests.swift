import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// `tartanctl gc --forget`
@Suite(.privateHost) struct CollectForgetTests {
    @Test("a record is closed by the beginning of its sandbox's id; nothing is run, what it leaves is printed")
    func forget() throws {
        let node = try Node.withBase()
        let (web, db) = (try node.host.pod("web"), try node.host.pod("db"))
        for pod in [web, db] { try #require(try node.add(pod).succeeded) }
        let forgotten = try node.collect("--forget", "sandbox-w")
        #expect(forgotten.exitStatus == 0, "\(forgotten)")
        let text = forgotten.outcome.text
        #expect(text.hasPrefix("1 record closed, nothing was run. What it leaves:\n"), "\(text)")
        #expect(text.contains("cluster   eth0          \(node.folder)/bin/base"), "\(text)")
        #expect(try node.store.records().map(\.sandbox) == [db.containerID])
        #expect(try node.history(web)?.isClosed == true)
        #expect(try node.calls("base", "DEL").isEmpty)
        // The runtime's own DEL finds nothing left to do.
        #expect(try node.delete(web).succeeded)
        #expect(try node.calls("base", "DEL").isEmpty)
    }

    @Test(
        "an ambiguous beginning, an unknown sandbox and another interface close nothing",
        arguments: [
            ("sandbox-", "is the beginning of 2 sandboxes"), ("nobody", "no record \"nobody\""),
            ("sandbox-web-0001/net1", "no record \"sandbox-web-0001/net1\""), ("", "names no sandbox"),
        ])
    func refused(name: String, message: String) throws {
        let node = try Node.withBase()
        for pod in [try node.host.pod("web"), try node.host.pod("db")] { try #require(try node.add(pod).succeeded) }
        let forgotten = try node.collect("--forget", name)
        #expect(forgotten.exitStatus == (name.isEmpty ? 2 : 1), "\(forgotten)")
        #expect(forgotten.errorOutput.contains(message), "\(forgotten)")
        #expect(try node.store.records().count == 2)
    }

    /// Pods of which one network's DEL fails, and with it its undo.
    private func stuck(_ names: String...) throws -> (Node, [TestPod]) {
        let node = try Node.withBase()
        let failing: JSONValue = ["error": ["code": 140, "msg": "stuck"]]
        try node.scripted("bad", ["ADD": failing, "DEL": failing])
        try node.network("bad", node.list("bad", ["type": "bad"]))
        let pods = try names.map { try node.host.pod($0) }
        for pod in pods { try #require(try node.add(pod, "bad").errorCode == 140) }
        return (node, pods)
    }

    @Test("all records of which nothing but a network is left are closed at once; a dry run only says so")
    func network() throws {
        let (node, pods) = try stuck("a1", "a2", "a3")
        let used = try node.host.pod("used")
        try #require(try node.add(used).succeeded)
        let advised = try node.collect()
        #expect(advised.exitStatus == 1)
        let advice = "all 3 records of default/bad without running anything: tartanctl gc --forget-network default/bad "
        #expect(advised.outcome.text.contains(advice), "\(advised)")

        let before = try node.traces()
        let dry = try node.collect("--forget-network", "default/bad", "--dry-run")
        #expect(
            dry.outcome.text.hasPrefix("Would close 3 records without running anything. What they leave:\n"), "\(dry)")
        #expect(try node.traces() == before)
        let calls = try node.calls("bad").count
        let closed = try node.collect("--forget-network", "default/bad")
        #expect(closed.exitStatus == 0, "\(closed)")
        #expect(closed.outcome.text.hasPrefix("3 records closed, nothing was run. What they leave:\n"), "\(closed)")
        for pod in pods { #expect(closed.outcome.text.contains(pod.containerID.prefix(12)), "\(closed)") }
        #expect(try node.calls("bad").count == calls)
        #expect(try node.store.records().map(\.sandbox) == [used.containerID])
        #expect(try node.collect().exitStatus == 0)
        for pod in pods { #expect(try node.delete(pod, "bad").succeeded) }
        #expect(try node.calls("bad").count == calls)
    }

    @Test(
        "records in use, with other networks left, or never tried stay, and are told; an unknown network closes nothing"
    )
    func networkLeft() throws {
        let (node, pods) = try stuck("stuck")
        try node.setScript("bad", ["DEL": ["error": ["code": 140, "msg": "stuck"]]])
        let (used, both, untried) = (try node.host.pod("used"), try node.host.pod("both"), try node.host.pod("untried"))
        for pod in [used, both, untried] { try #require(try node.add(pod, "bad").succeeded) }
        try node.setScript("base", ["DEL": ["exit": 1]])
        #expect(try node.delete(both).errorCode == 140)
        try node.setScript("base", [:])
        try node.host.removeNamespace(of: untried)

        let unknown = try node.collect("--forget-network", "default/bad", "--forget-network", "default/none")
        #expect(unknown.exitStatus == 1 && unknown.errorOutput.contains("no record names the network \"default/none\""))
        #expect(try node.store.records().count == 4)

        let closed = try node.collect("--forget-network", "default/bad")
        let text = closed.outcome.text
        #expect(text.hasPrefix("1 record closed, nothing was run. 1 is in use. What it leaves:\n"), "\(text)")
        #expect(text.contains("sandbox-both/eth0 (default/both): cluster is still to be detached too"), "\(text)")
        #expect(text.contains("(default/untried): cluster is still to be detached too"), "\(text)")
        #expect(try node.record(pods[0]) == nil)
        #expect(try node.store.records().count == 3)

        let json = try node.collect("--forget-network", "default/bad", "--forget-network", "cluster", "-o", "json")
        #expect(json.json["forgotten"]?.array?.compactMap { $0["sandbox"]?.string } == [both.containerID], "\(json)")
        let why = json.json["spared"]?.array?.compactMap { $0["why"]?.string }
        #expect(why?.sorted() == ["inUse", "untried"], "\(json)")
    }

    @Test("JSON has what it leaves, network by network")
    func json() throws {
        let node = try Node.withBase()
        let pod = try node.host.pod()
        try #require(try node.add(pod).succeeded)
        let forgotten = try node.collect("--forget", "\(pod.containerID)/eth0", "-o", "json")
        let record = forgotten.json["forgotten"].at(0)
        #expect(record?["sandbox"]?.string == pod.containerID)
        #expect(record?["leaves"].at(0)?["network"]?.string == "cluster")
        #expect(record?["leaves"].at(0)?["plugins"].at(0)?["type"]?.string == "base")
    }
}
