import ExactJSON
import Foundation
import TartanStore
import TartanTestSupport
import Testing

/// DEL by a state of Multus that is damaged: neither exit 0 with a leak, nor a pod that hangs in Terminating.
@Suite(.privateHost) struct MultusDamageTests {
    private let node: Node
    private let pod: TestPod
    private let multus: MultusHand

    init() throws {
        node = try Node()
        pod = try node.host.pod()
        multus = MultusHand(node: node, pod: pod)
        try node.network("storage", storage)
    }

    private var cluster: JSONValue { node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24")) }
    private var storage: JSONValue { node.list("storage", node.bridge("br-storage", subnet: "10.2.0.0/24")) }
    private var lan: JSONValue { node.list("lan", node.bridge("br-lan", subnet: "10.3.0.0/24")) }

    private func attach() throws {
        try multus.attach([
            .init(name: "cluster", list: cluster), .init(name: "default/storage", list: storage),
            .init(name: "default/lan", list: lan, interface: "lan0"),
        ])
    }

    private func result(_ network: String, _ interface: String) -> String {
        "\(multus.results)/\(network)-\(pod.containerID)-\(interface)"
    }

    private func expectNothingLeft() throws {
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(node.reservations().isEmpty)
        #expect(multus.files().isEmpty)
    }

    @Test("whole results beside a broken state file are used up; the error names the sandbox and what was detached")
    func wholeResults() throws {
        try attach()
        try node.host.shell("truncate -s 300 \(multus.state)")
        let answer = try node.delete(pod)
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains("sandbox \(pod.containerID), which Multus attached"), "\(answer)")
        #expect(answer.message.contains("\(multus.state) can't be read"), "\(answer)")
        #expect(answer.message.hasSuffix("no interface is left in the sandbox"), "\(answer)")
        #expect(!answer.message.contains("not detached"), "\(answer)")
        #expect(
            answer.details.contains(
                "Detached: cluster (eth0, 10.1.0.2/24); lan (lan0, 10.3.0.2/24); storage (net1, 10.2.0.2/24)."),
            "\(answer)")
        try expectNothingLeft()
        #expect(multus.files(hidden: true) == [".damaged-\(pod.containerID)"])
        let again = try node.delete(pod)
        #expect(again.succeeded && again.errorOutput.isEmpty, "\(again)")
    }

    @Test("what has no configuration any more is named with interface and addresses, and with what is in the sandbox")
    func noConfiguration() throws {
        try attach()
        var result = try #require(
            JSONParser.parse(TestFile.textIfThere(self.result("lan", "lan0")) ?? "", limit: 1 << 20).object)
        result["config"] = "%%%"
        try TestFile.write(JSONValue.object(result).bytes, to: self.result("lan", "lan0"))
        try node.host.shell("rm \(multus.state)")
        let answer = try node.delete(pod)
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains("not detached: lan (lan0, 10.3.0.2/24)"), "\(answer)")
        #expect(answer.message.contains("still in the sandbox: lan0 (10.3.0.2/24)"), "\(answer)")
        #expect(answer.errorOutput.contains("not detached: lan (lan0, 10.3.0.2/24)"), "\(answer)")
        #expect(node.reservations() == ["lan/10.3.0.2"])
        #expect(multus.files(hidden: true) == [".damaged-lan-\(pod.containerID)-lan0"])
        #expect(try node.delete(pod).succeeded)
    }

    @Test("a result that can't be read is named by its file's name, unless something else told how to detach it")
    func unreadableResult() throws {
        try attach()
        try node.host.shell("truncate -s 50 \(result("lan", "lan0")) \(result("storage", "net1")); rm \(multus.state)")
        let answer = try node.delete(pod, "storage")
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains("not detached: lan (lan0);"), "\(answer)")
        #expect(try node.host.links(in: pod.name) == ["lan0"])
        #expect(node.reservations() == ["lan/10.3.0.2"])
        #expect(try node.delete(pod, "storage").succeeded)
    }

    @Test(
        "a state file that lists nothing is damaged: Multus writes at least the cluster network",
        arguments: ["[]", " [ ]\n", "", "null"])
    func emptyList(text: String) throws {
        try multus.attach([.init(name: "cluster", list: cluster), .init(name: "default/storage", list: storage)])
        try TestFile.write(text, to: multus.state)
        // Of this one nothing but the annotation tells.
        try node.host.shell("rm \(result("storage", "net1"))")
        let answer = try node.delete(pod, "storage")
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains(multus.state), "\(answer)")
        try expectNothingLeft()
        #expect(try node.delete(pod, "storage").succeeded)
    }

    @Test(
        "a folder of state that is none is an error once a sandbox; what configuration and annotation tell is detached",
        arguments: [
            ("rm -r STATE; touch STATE", "/multus can't be read: it is no folder"),
            ("rm -r STATE/results; touch STATE/results", "/multus/results can't be read: Not a directory"),
        ])
    func noFolder(damage: String, message: String) throws {
        try multus.attach([.init(name: "cluster", list: cluster), .init(name: "default/storage", list: storage)])
        try node.host.shell(damage.replacingOccurrences(of: "STATE", with: "\(node.folder)/multus"))
        let answer = try node.delete(pod, "storage")
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains(message), "\(answer)")
        // A state file that is whole is certain; without a folder nothing is.
        #expect(answer.message.contains("which Multus may have attached") == !damage.contains("results"), "\(answer)")
        #expect(!answer.details.contains("moved aside"), "\(answer)")
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(node.reservations().isEmpty)
        #expect(try node.delete(pod, "storage").succeeded)
        // What Tartan attached itself has nothing to do with it.
        try node.host.shell("ip link delete cni0")
        let own = try node.host.pod("own")
        let added = try node.add(own)
        #expect(added.succeeded, "\(added)")
        #expect(try node.delete(own).succeeded)
        #expect(try node.delete(own).succeeded)
    }

    @Test("what configuration and annotation tell is kept too if its DEL fails, and tried again")
    func failingRemnant() throws {
        try node.scripted("odd", ["ADD": ["interface": true], "DEL": ["error": ["code": 107, "msg": "not now"]]])
        try node.network("odd", node.list("odd", ["type": "odd"]))
        try multus.attach([
            .init(name: "cluster", list: cluster), .init(name: "default/odd", list: node.list("odd", ["type": "odd"])),
        ])
        try node.host.shell("truncate -s 20 \(multus.state); rm \(result("odd", "net1"))")
        let answer = try node.delete(pod, "odd")
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains("failed: network default/odd (net1): odd failed: not now"), "\(answer)")
        #expect(try node.store.records().count == 1)
        #expect(node.reservations().isEmpty)
        #expect(try node.delete(pod, "odd").errorCode == 107)
        try node.setScript("odd", ["DEL": ["run": .string("nsenter --net=\(pod.netns) ip link delete $CNI_IFNAME")]])
        #expect(try node.delete(pod, "odd").succeeded)
        try expectNothingLeft()
    }

    @Test("a DEL that fails beside a broken state doesn't keep the rest from being detached")
    func failingDelete() throws {
        try node.scripted("odd", ["ADD": ["interface": true], "DEL": ["error": ["code": 107, "msg": "not now"]]])
        try multus.attach([
            .init(name: "cluster", list: cluster), .init(name: "default/storage", list: storage),
            .init(name: "default/odd", list: node.list("odd", ["type": "odd"])),
        ])
        try node.host.shell("truncate -s 20 \(multus.state); rm \(result("storage", "net1"))")
        let answer = try node.delete(pod, "storage")
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains("odd failed: not now"), "\(answer)")
        #expect(try node.host.links(in: pod.name) == ["net2"])
        #expect(node.reservations().isEmpty)
        try node.setScript("odd", ["DEL": ["run": .string("nsenter --net=\(pod.netns) ip link delete $CNI_IFNAME")]])
        #expect(try node.delete(pod, "storage").succeeded)
        try expectNothingLeft()
    }
}
