import ExactJSON
import Foundation
import TartanStore
import TartanTestSupport
import Testing

/// `tartanctl gc` and the state of Multus.
@Suite(.privateHost) struct CollectMultusTests {
    private let node: Node
    private let gone: TestPod
    private let alive: TestPod

    init() throws {
        node = try Node()
        gone = try node.host.pod("gone")
        alive = try node.host.pod("alive")
        try TestFile.makeFolder("\(node.folder)/net.d")
        let list: JSONValue = [
            "cniVersion": "1.0.0", "name": "tartan", "plugins": [.object(node.settings)],
        ]
        try TestFile.write(list.bytes, to: configuration)
    }

    private var configuration: String { "\(node.folder)/net.d/00-tartan.conflist" }
    private var cluster: JSONValue { node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24")) }
    private func hand(_ pod: TestPod) -> MultusHand { MultusHand(node: node, pod: pod) }

    private func attach(_ pods: [TestPod]) throws {
        for pod in pods {
            try hand(pod).attach([
                .init(name: "cluster", list: cluster),
                .init(name: "default/lan", list: node.list("lan", node.bridge("br-lan", subnet: "10.3.0.0/24"))),
            ])
        }
    }

    private func gc(_ arguments: String...) throws -> Answer {
        try Answer(
            outcome: node.host.run(
                TestCommand(
                    [Executables.tartanctl, "gc", "--store", node.store.root] + arguments,
                    environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "NETCONFPATH=\(node.folder)/net.d"])))
    }

    private func traces() throws -> String {
        try node.traces()
            + node.host.shell("find \(node.folder)/multus -printf '%p %y %s %T@ %C@ %i\\n' | sort")
    }

    private func sandbox(_ answer: Answer, _ pod: TestPod) -> JSONValue? {
        answer.json["multus"]?["sandboxes"]?.array?.first { $0["sandbox"]?.string == pod.containerID }
    }

    /// Pain 17: #1488.
    @Test(
        "sandboxes of Multus that are gone are detached, those that live stay; a dry run says the same and does nothing"
    )
    func collects() throws {
        try attach([gone, alive])
        try node.host.removeNamespace(of: gone)
        let before = try traces()
        let dry = try gc("--dry-run")
        #expect(dry.exitStatus == 0, "\(dry)")
        #expect(
            dry.outcome.text.contains("\nOf what Multus attached: Would detach 1 sandbox; 1 is in use.\n"), "\(dry)")
        #expect(dry.outcome.text.contains("cluster, default/lan   its network namespace is gone   would be"), "\(dry)")
        #expect(dry.outcome.text.hasSuffix("Do it: tartanctl gc --store \(node.store.root)\n"), "\(dry)")
        #expect(try traces() == before)

        let collected = try gc()
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(
            collected.outcome.text.contains("Of what Multus attached: 1 sandbox detached; 1 is in use.\n"),
            "\(collected)")
        #expect(collected.outcome.text.contains("default/gone   cluster, default/lan"), "\(collected)")
        #expect(node.reservations() == ["cluster/10.1.0.3", "lan/10.3.0.3"])
        #expect(hand(gone).files().allSatisfy { $0.contains(alive.containerID) })
        #expect(hand(gone).files().count == 3)
        #expect(try node.host.links(in: alive.name) == ["eth0", "net1"])
        #expect(try node.history(gone)?.isClosed == true)
        let again = try gc("-o", "json")
        #expect(sandbox(again, alive)?["outcome"] == "inUse", "\(again)")
        #expect(sandbox(again, gone) == nil, "\(again)")
        #expect(try node.delete(alive).succeeded)
    }

    @Test("a sandbox without namespace that a runtime lists is left to the runtime")
    func listed() throws {
        try attach([gone])
        try node.host.removeNamespace(of: gone)
        let task = "/run/containerd/io.containerd.runtime.v2.task/k8s.io/\(gone.containerID)"
        try node.host.shell("mkdir -p \(task)")
        #expect(sandbox(try gc("-o", "json"), gone)?["outcome"] == "inUse")
        #expect(node.reservations().count == 2)
        try node.host.shell("rmdir \(task)")
        let collected = try gc("-o", "json")
        #expect(sandbox(collected, gone)?["outcome"] == "detached", "\(collected)")
        #expect(node.reservations().isEmpty)
    }

    @Test("where no namespace is recorded the runtimes decide, and without one nobody does")
    func unknownNamespace() throws {
        try attach([gone])
        try node.host.shell("rm -r \(hand(gone).results)")
        let left = try gc()
        #expect(left.exitStatus == 0)
        #expect(left.outcome.text.contains("it can't be told whether it is there   left alone"), "\(left)")
        try node.host.shell("mkdir -p /run/containerd/io.containerd.runtime.v2.task/k8s.io")
        let young = try gc("-o", "json")
        #expect(sandbox(young, gone)?["why"] == "unknown", "\(young)")
        #expect(node.reservations().count == 2)
        try node.host.shell("touch -d '2 minutes ago' \(hand(gone).state)")
        let collected = try gc("-o", "json")
        #expect(sandbox(collected, gone)?["why"] == "unlisted", "\(collected)")
        #expect(sandbox(collected, gone)?["outcome"] == "detached", "\(collected)")
        #expect(node.reservations().isEmpty)
    }

    @Test("a damaged state is an error once, which says what may be left; what can be detached is")
    func damaged() throws {
        try attach([gone])
        try node.host.shell("truncate -s 200 \(hand(gone).state); rm \(hand(gone).results)/cluster-*")
        try node.host.removeNamespace(of: gone)
        let collected = try gc()
        #expect(collected.exitStatus == 1)
        let text = collected.outcome.text
        #expect(text.contains("Of what Multus attached: 1 sandbox could not be detached.\n"), "\(text)")
        #expect(text.contains("default/gone: sandbox \(gone.containerID), which Multus attached"), "\(text)")
        #expect(text.contains("Detached: cluster (eth0); lan (net1, 10.3.0.2/24)."), "\(text)")
        #expect(node.reservations().isEmpty)
        let again = try gc()
        #expect(again.exitStatus == 0, "\(again)")
        #expect(hand(gone).files(hidden: true) == [".damaged-\(gone.containerID)"])
    }

    @Test("what fails is a record from then on, and is tried again by it")
    func failing() throws {
        try node.scripted("odd", ["ADD": ["interface": true], "DEL": ["error": ["code": 107, "msg": "not now"]]])
        try hand(gone).attach([
            .init(name: "cluster", list: cluster), .init(name: "default/odd", list: node.list("odd", ["type": "odd"])),
        ])
        try node.host.removeNamespace(of: gone)
        var settings = node.settings
        settings["binDir"] = .string("\(node.folder)/bin")
        try TestFile.write(JSONValue.object(settings).bytes, to: "\(node.folder)/net.d/00-tartan.conf")
        let collected = try gc()
        #expect(collected.exitStatus == 1)
        #expect(collected.outcome.text.contains("odd failed: not now"), "\(collected)")
        #expect(hand(gone).files().isEmpty)
        #expect(try node.store.records().count == 1)
        try node.setScript("odd", [:])
        #expect(try gc().outcome.text.hasPrefix("1 record detached.\n"))
    }

    @Test("Multus' state of another store, or of a node that Tartan has not taken over, is left alone, with a note")
    func notTakenOver() throws {
        try attach([gone])
        try node.host.removeNamespace(of: gone)
        var settings = node.settings
        settings["store"] = "/var/lib/other"
        try TestFile.write(JSONValue.object(settings).bytes, to: "\(node.folder)/net.d/00-tartan.conf")
        try node.host.shell("mkdir -p /var/lib/cni; cp -r \(node.folder)/multus /var/lib/cni/multus")
        let left = try gc()
        #expect(left.exitStatus == 0)
        #expect(left.outcome.text.contains("note: /var/lib/cni/multus, Multus' state, was not looked at"), "\(left)")
        #expect(node.reservations().count == 2)
        #expect(try gc("--config", configuration).exitStatus == 0)
        #expect(node.reservations().isEmpty)
    }

    @Test("a state that can't be listed fails the command by its name, and the records are collected all the same")
    func noFolder() throws {
        try #require(try node.add(gone).succeeded)
        try node.host.removeNamespace(of: gone)
        try TestFile.write("", to: "\(node.folder)/multus")
        let collected = try gc()
        #expect(collected.exitStatus == 1, "\(collected)")
        #expect(collected.outcome.text.hasPrefix("1 record detached.\n"), "\(collected)")
        #expect(collected.errorOutput.contains("\(node.folder)/multus"), "\(collected)")
        #expect(collected.errorOutput.contains("it is no folder"), "\(collected)")
    }

    @Test("addresses of a sandbox of Multus that is there are never freed")
    func leases() throws {
        try attach([alive])
        try node.network("lan", node.list("lan", node.bridge("br-lan", subnet: "10.3.0.0/24")))
        #expect(try gc("--leases").exitStatus == 0)
        #expect(node.reservations() == ["cluster/10.1.0.2", "lan/10.3.0.2"])
    }

    @Test("of damaged state that was set aside the newest stay, and a dry run says which go")
    func pruned() throws {
        try TestFile.makeFolder("\(node.folder)/multus/results")
        // File systems count in ticks of some milliseconds.
        try node.host.shell("touch \(node.folder)/multus/.damaged-1; sleep 0.1")
        for number in 2...66 { try TestFile.write("", to: "\(node.folder)/multus/.damaged-\(number)") }
        let dry = try gc("--dry-run")
        #expect(dry.outcome.text.contains("Would remove 2 files of damaged state of Multus"), "\(dry)")
        #expect(TestFile.exists("\(node.folder)/multus/.damaged-1"))
        #expect(try gc("-o", "json").json["multus"]?["pruned"]?.array?.count == 2)
        #expect(!TestFile.exists("\(node.folder)/multus/.damaged-1"))
    }
}
