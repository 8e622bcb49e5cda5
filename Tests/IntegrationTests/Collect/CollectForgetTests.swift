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
