import ExactJSON
import TartanTestSupport
import Testing

@Suite struct ScriptedPluginTests {
    @Test("a scripted plugin finds no fault with how Tartan calls it, and records every call")
    func strict() throws {
        let node = try Node()
        try node.scripted("one", ["place": "first", "ADD": ["interface": true], "DEL": ["removeInterface": true]])
        try node.scripted("two", ["place": "later", "requirePrevResult": true])
        try node.network("chain", node.list("chain", ["type": "one"], ["type": "two"]))
        let pod = try node.host.pod()

        let added = try node.add(pod, "chain")
        #expect(added.succeeded, "\(added)")
        #expect(try node.check(pod, "chain").succeeded)
        #expect(try node.delete(pod, "chain").succeeded)
        #expect(try node.refusals().isEmpty)
        #expect(try node.calls("one").map(\.command) == ["ADD", "CHECK", "DEL"])
        #expect(try node.calls("two", "DEL").first?.prevResult != nil)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
