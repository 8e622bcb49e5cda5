import ExactJSON
import TartanTestSupport
import Testing

/// What users of Multus suffered while pods were attached. The numbers are those of docs/comparison.md.
@Suite(.privateHost) struct AttachmentPainTests {
    /// Pain 16: #355, #152.
    @Test("after a DEL that failed once no address leaks: the next one frees the rest")
    func leakAfterFailure() throws {
        let node = try Node()
        try node.scripted("last", ["DEL": [["error": ["code": 150, "msg": "busy"]], [:]]])
        for (name, subnet) in [("one", "10.71.0.0/24"), ("two", "10.72.0.0/24")] {
            try node.network(name, node.list(name, node.bridge("br-" + name, subnet: subnet), ["type": "last"]))
        }
        let pod = try node.host.pod()
        #expect(try node.add(pod, "one,two").succeeded)
        #expect(try node.delete(pod, "one,two").errorCode == 150)
        // The plugin that failed keeps its own network; the others are free.
        #expect(node.reservations().filter { !$0.hasPrefix("two/") }.isEmpty)
        #expect(try node.delete(pod, "one,two").succeeded)
        #expect(try node.leftBehind(pod, host: ["br-one", "br-two", "cni0"]).isEmpty)
    }

    /// Pain 25: #705.
    @Test("\"name\": \"ns/net\" in the JSON form is never looked for as a name: the error says what to write")
    func slashInName() throws {
        let node = try Node()
        try node.network("lan", namespace: "infra", node.list("lan", node.bridge("br-x", subnet: "10.70.0.0/24")))
        let pod = try node.host.pod()
        let answer = try node.add(pod, #"[{"name":"infra/lan"}]"#)
        #expect(answer.errorCode == 7)
        #expect(answer.message.contains("infra/lan"), "\(answer)")
        #expect((answer.message + answer.details).contains("\"namespace\""), "\(answer)")
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    /// Pain 32: #737, #525, #561, #1060, #875.
    @Test("a delegate of an old version doesn't fail CHECK", arguments: ["0.2.0", "0.3.1"])
    func oldDelegate(version: String) throws {
        let node = try Node()
        try node.network(
            "old", node.list("old", version: version, node.bridge("br-x", subnet: "10.70.0.0/24")))
        let pod = try node.host.pod()
        let added = try node.add(pod, "old")
        try #require(added.succeeded, "\(added)")
        let checked = try node.check(pod, "old")
        #expect(checked.succeeded, "\(checked)")
        try node.host.shell("ip -n \(pod.name) addr flush dev net1")
        #expect(try node.check(pod, "old").message.contains("net1"))
        #expect(try node.delete(pod, "old").succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    /// Pain 36: #821, #901, #385. Pain 2: #353.
    @Test("one network as cluster network and twice in the annotation gets interfaces of their own, none twice")
    func sameNetwork() throws {
        var node = try Node()
        // A bridge without an address of its own takes the lowest of its ports', and the bridge plugin's CHECK stumbles over it.
        try node.host.shell("ip link add br-x type bridge; ip link set br-x address 02:00:5e:00:00:01 up")
        try node.network("lan", node.list("lan", node.bridge("br-x", subnet: "10.70.0.0/24")))
        node.settings["clusterNetwork"] = "default/lan"
        let pod = try node.host.pod()
        let added = try node.add(pod, "lan,lan@blue0")
        #expect(added.addresses == ["eth0 10.70.0.2/24", "net1 10.70.0.3/24", "blue0 10.70.0.4/24"], "\(added)")
        #expect(try node.host.links(in: pod.name) == ["blue0", "eth0", "net1"])
        let checked = try node.check(pod, "lan,lan@blue0")
        #expect(checked.succeeded, "\(checked)")
        #expect(try node.delete(pod, "lan,lan@blue0").succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x"]).isEmpty)
    }

    /// Pain 41: #1239, #1330, #581.
    @Test("the delegate's own words are not buried under its input")
    func buriedMessage() throws {
        let node = try Node()
        try node.scripted("bad", ["ADD": ["error": ["code": 123, "msg": "no carrier", "details": "of up0"]]])
        try node.network("bad", node.list("bad", ["type": "bad", "secret": "hush", "numbers": [91, 92, 93]]))
        let pod = try node.host.pod()
        let answer = try node.add(pod, "bad")
        #expect(answer.errorCode == 123)
        #expect(answer.message == "default/web: network default/bad (net1): bad failed: no carrier")
        #expect(answer.details.hasPrefix("of up0"))
        #expect(!answer.outcome.text.contains("hush") && !answer.outcome.text.contains("91"))
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
