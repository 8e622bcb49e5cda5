import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import Testing

/// DEL of a sandbox that both have met: Tartan's history of it, and Multus' state.
@Suite(.privateHost) struct MultusHistoryTests {
    private let node: Node
    private let pod: TestPod
    private let multus: MultusHand

    init() throws {
        node = try Node()
        pod = try node.host.pod()
        multus = MultusHand(node: node, pod: pod)
    }

    private func attachByMultus() throws {
        try multus.attach([
            .init(name: "cluster", list: node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24"))),
            .init(name: "default/lan", list: node.list("lan", node.bridge("br-lan", subnet: "10.3.0.0/24"))),
        ])
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
    }

    private func expectDetached() throws {
        let answer = try node.delete(pod)
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod, host: ["cni0", "br-lan"]).isEmpty)
        #expect(multus.files().isEmpty)
        #expect(try node.delete(pod).succeeded)
    }

    @Test("an ADD that is refused because of what Multus attached doesn't keep the DEL from detaching it")
    func refusedAdd() throws {
        try attachByMultus()
        #expect(try node.add(pod).errorCode == 4)
        #expect(try node.history(pod) != nil)
        try expectDetached()
    }

    /// As if an ADD of this sandbox had been killed: its journal has these lines.
    private func leaveKilledAdd(_ steps: [JournalStep]) throws {
        try #require(try node.add(pod).errorCode == 4)
        let refused = try #require(try node.history(pod))
        let folder = node.store.sandbox(pod.containerID)
        TestFile.remove(node.store.root + "/history/\(pod.containerID):\(pod.interface)")
        try TestFile.makeFolder(node.store.root + "/records/" + pod.containerID)
        var writer = try folder.openJournal(pod.interface, create: true)
        try writer.append(.open(refused.opening))
        for step in steps { try writer.append(step) }
    }

    private static func start(_ type: String) -> JournalStep {
        .start(JournalStart(verb: "ADD", attachment: 0, plugin: 0, path: "/usr/lib/cni/\(type)"))
    }

    private func plan(_ type: String, _ configuration: JSONValue = [:]) -> JournalStep {
        .plan([
            JournalAttachment(
                network: "cluster", listName: "cluster", interface: "eth0", version: "1.0.0", origin: "clusterNetwork",
                isDefault: true, disableCheck: false, disableGC: false, defaultRoute: nil,
                plugins: [JournalPlugin(type: type, path: type, configuration: configuration.text)])
        ])
    }

    @Test(
        "an ADD that was killed beside what Multus attached doesn't keep the DEL from detaching that", arguments: 0...2)
    func killedAdd(lines: Int) throws {
        try attachByMultus()
        let bridge = node.single("cluster", node.bridge("cni0", subnet: "10.1.0.0/24"))
        try leaveKilledAdd(Array([plan("bridge", bridge), Self.start("bridge")].prefix(lines)))
        try expectDetached()
    }

    @Test("what a killed ADD left can't be detached: what Multus attached is, and the error stays until both are")
    func killedAddFails() throws {
        try attachByMultus()
        try node.scripted("odd", ["DEL": ["error": ["code": 107, "msg": "not now"]]])
        try leaveKilledAdd([plan("odd", ["type": "odd", "name": "cluster", "cniVersion": "1.0.0"]), Self.start("odd")])
        let answer = try node.delete(pod)
        #expect(answer.errorCode == 107, "\(answer)")
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(node.reservations().isEmpty)
        #expect(multus.files().isEmpty)
        #expect(try node.record(pod)?.outstanding.count == 1)
        try node.setScript("odd", [:])
        try expectDetached()
    }

    @Test("what Multus attached can't be detached beside a killed ADD: it is kept and tried again")
    func multusFails() throws {
        try node.scripted("odd", ["DEL": ["error": ["code": 107, "msg": "not now"]]])
        try multus.attach([.init(name: "odd", list: node.list("odd", ["type": "odd"]))])
        try leaveKilledAdd([])
        let answer = try node.delete(pod)
        #expect(answer.errorCode == 107, "\(answer)")
        #expect(try node.store.records().count == 1)
        try node.setScript("odd", ["DEL": ["run": .string("nsenter --net=\(pod.netns) ip link delete $CNI_IFNAME")]])
        try expectDetached()
    }

    @Test("a DEL that was killed while it made a record of Multus' state is finished by the next one")
    func killedTakeover() throws {
        try attachByMultus()
        #expect(try node.delete(pod).succeeded)
        let record = try #require(try node.history(pod))
        let answered = try #require(record.entries.firstIndex { if case .answered = $0.step { true } else { false } })
        let folder = node.store.sandbox(pod.containerID)
        for lines in 1...answered + 1 {
            try attachByMultus()
            TestFile.remove(node.store.root + "/history/\(pod.containerID):\(pod.interface)")
            try TestFile.makeFolder(node.store.root + "/records/" + pod.containerID)
            var writer = try folder.openJournal(pod.interface, create: true)
            for entry in record.entries.prefix(lines) { try writer.append(entry.step) }
            try expectDetached()
        }
    }

    @Test("a DEL by Multus' state that was killed at any moment is finished by the next one", arguments: 0..<4)
    func killedDelete(quarter: Int) throws {
        for step in 0..<4 {
            try attachByMultus()
            let deleting = try node.start(node.call("DEL", pod))
            let tartan = try node.host.inner(deleting)
            usleep(UInt32(step * 4 + quarter) * 3000)
            kill(tartan, SIGKILL)
            _ = try deleting.wait()
            try expectDetached()
        }
    }

    @Test("damaged state beside a killed ADD is told once, and what is known is detached")
    func damagedBeside() throws {
        try attachByMultus()
        try leaveKilledAdd([])
        try TestFile.write("{", to: multus.state)
        let answer = try node.delete(pod)
        #expect(answer.errorCode == 5 && answer.message.contains(multus.state), "\(answer)")
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(try node.delete(pod).succeeded)
    }

    @Test("a Multus that has Tartan for a delegate is in charge: its state is left alone")
    func delegateOfMultus() throws {
        #expect(try node.add(pod).succeeded)
        try TestFile.makeFolder(multus.results)
        let list = node.list("tartan", ["type": "tartan"])
        try TestFile.write(JSONValue.array([["Name": "tartan", "ConfList": list]]).bytes, to: multus.state)
        for _ in 0..<2 {
            let answer = try node.delete(pod)
            #expect(answer.succeeded && answer.errorOutput.isEmpty, "\(answer)")
        }
        #expect(multus.files() == [pod.containerID])
        #expect(try node.leftBehind(pod, host: ["cni0"]).isEmpty)
    }

    @Test("what Multus attached after Tartan had detached a container of the same id is detached")
    func sameContainer() throws {
        #expect(try node.add(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        try attachByMultus()
        try expectDetached()
    }

    @Test("a repeated DEL of another interface leaves alone what Multus attached")
    func otherInterface() throws {
        try attachByMultus()
        var other = pod
        other.interface = "eth1"
        #expect(try node.add(other).succeeded)
        #expect(try node.delete(other).succeeded)
        #expect(try node.delete(other).succeeded)
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
        try expectDetached()
    }

    @Test("state that can't be used is no reason to fail again where history has the answer")
    func damaged() throws {
        #expect(try node.add(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        try TestFile.makeFolder(multus.results)
        try TestFile.write("{", to: multus.state)
        #expect(try node.delete(pod).succeeded)
    }

    @Test("a container that is called like the folder of results doesn't take away the others' results")
    func folderName() throws {
        try attachByMultus()
        var other = try node.host.pod("other")
        other.containerID = "results"
        let answer = try node.delete(other)
        #expect(answer.succeeded, "\(answer)")
        #expect(multus.files().count == 3)
        #expect(multus.files(hidden: true).count == multus.files().count)
        try expectDetached()
    }
}
