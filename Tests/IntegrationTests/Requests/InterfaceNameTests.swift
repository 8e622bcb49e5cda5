import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

@Suite(.privateHost) struct InterfaceNameTests {
    private func node() throws -> Node {
        let node = try Node()
        for (index, name) in ["one", "two", "three"].enumerated() {
            try node.network(name, node.list(name, node.bridge("br-\(name)", subnet: "10.8\(index).0.0/24")))
        }
        return node
    }

    @Test(
        "names come from the place in the list; a requested one doesn't shift the others",
        arguments: [
            ("one,two,three", ["eth0", "net1", "net2", "net3"]),
            ("one@lan0,two,three@lan1", ["eth0", "lan0", "net2", "lan1"]),
            ("one,one", ["eth0", "net1", "net2"]),
            ("one@abcdefghijklmno", ["eth0", "abcdefghijklmno"]),
        ])
    func names(text: String, expected: [String]) throws {
        let node = try node()
        let pod = try node.host.pod()
        let added = try node.add(pod, text)
        #expect(added.sandboxInterfaces == expected, "\(added)")
        #expect(try node.host.links(in: pod.name) == expected.sorted())
        #expect(try node.delete(pod, text).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-one", "br-three", "br-two", "cni0"]).isEmpty)
    }

    /// Pain 36: #821, #901, #385.
    @Test(
        "a clash is found before anything runs",
        arguments: [
            ("one@lan0,two@lan0", #"element 2, key "interface": element 1 asks for "lan0" too"#),
            ("one@eth0", "interface eth0 is wanted twice: by cluster network, "),
            ("one@net2,two", "interface net2 is wanted twice: by annotation k8s.v1.cni.cncf.io/networks, element 1"),
            ("one,two@net1", "interface net1 is wanted twice"),
        ])
    func clash(text: String, message: String) throws {
        let node = try node()
        let pod = try node.host.pod()
        let answer = try node.add(pod, text)
        #expect(answer.errorCode == 7)
        #expect(answer.message.contains(message), "\(answer)")
        #expect(try node.leftBehind(pod, host: []).isEmpty)
        #expect(try node.history(pod)?.isNothingStarted == true)
    }

    @Test(
        "a name that Linux doesn't allow is refused before anything runs",
        arguments: ["one@abcdefghijklmnop", "one@..", "one@a:b", "one@a b", #"[{"name":"one","interface":"a/b"}]"#])
    func invalid(text: String) throws {
        let node = try node()
        let pod = try node.host.pod()
        let answer = try node.add(pod, text)
        #expect(answer.errorCode == 7, "\(answer)")
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("a name that is taken in the sandbox fails the ADD, undoes what was done and leaves the stranger alone")
    func taken() throws {
        let node = try node()
        let pod = try node.host.pod()
        try node.host.shell("ip -n \(pod.name) link add net2 type veth peer name far2")
        let answer = try node.add(pod, "one,two")
        #expect(answer.errorCode == 4)
        #expect(answer.message.contains("network default/two (net2)"))
        #expect(try node.host.links(in: pod.name) == ["far2", "net2"])
        #expect(node.reservations().isEmpty)
        #expect(try node.record(pod) == nil)
        let history = try #require(try node.history(pod))
        #expect(history.isClosed)
        #expect(history.touched == [0, 1])
    }
}
