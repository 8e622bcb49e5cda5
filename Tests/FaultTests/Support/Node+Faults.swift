import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import TestKit
import Testing

extension Node {
    /// A node whose cluster network is the scripted plugin `base`, which makes a real interface: for tests of one pod, as the
    /// host's end is called after CNI_IFNAME.
    static func withScriptedCluster(_ script: JSONValue = honest) throws -> Node {
        let node = try Node()
        try node.scripted("base", script)
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", ["type": "base"]))
        return node
    }

    /// A node with two bridges that have addresses of their own: cni0 of the cluster network, and br-x of the network `lan`.
    ///
    /// The bridge plugin, killed between making its bridge and giving it an address, leaves one that loses its address with
    /// its last port; the plugin can't use it any more ("could not set bridge's mac"), which is not what is tested.
    static func withBridges(_ more: JSONValue...) throws -> Node {
        let node = try Node()
        for bridge in ["cni0", "br-x"] {
            try node.host.shell("ip link add \(bridge) type bridge; ip link set \(bridge) address 02:00:5e:00:00:01 up")
        }
        let plugins = [node.bridge("br-x", subnet: "10.40.0.0/24")] + more
        try node.network("lan", ["cniVersion": "1.0.0", "name": "lan", "plugins": .array(plugins)])
        return node
    }

    /// The same node with other settings; null takes a key away.
    func with(_ keys: JSONValue) -> Node {
        var changed = self
        for member in keys.object?.members ?? [] {
            changed.settings[member.key] = member.value.isNull ? nil : member.value
        }
        return changed
    }

    /// Makes a call and signals Tartan as soon as that file is there, which a script's "touch" makes.
    func interrupt(
        _ command: String, _ pod: TestPod, _ networks: String? = nil, by signal: Int32, at file: String
    ) throws -> Answer {
        let running = try start(call(command, pod, annotations: Self.annotations(networks)))
        try Waiting.until(file) { TestFile.exists(file) }
        kill(try tartan(running), signal)
        return Answer(outcome: try running.wait())
    }

    /// A pod whose ADD was killed while the plugin of its second network ran.
    ///
    /// - Returns: the pod, and the process of that plugin, `late`, which still runs.
    func killedAdd() throws -> (pod: TestPod, late: Int32) {
        let reached = folder + "/reached"
        try scriptedNetwork("late", ["ADD": ["touch": .string(reached), "sleep": 30_000]])
        let pod = try host.pod()
        let answer = try interrupt("ADD", pod, "late", by: SIGKILL, at: reached)
        guard case .signalled = answer.outcome.ending else { throw TestFailure("not killed: \(answer)") }
        return (pod, try #require(try calls("late").first).processID)
    }

    /// Makes both calls that need a sound sandbox and a sound store, and expects that they start no binary.
    ///
    /// - Parameter check: looks at each answer.
    func addAndCheck(
        _ pod: TestPod, _ networks: String? = nil, changing change: (inout TartanCall) -> Void = { _ in },
        _ check: (Answer) throws -> Void
    ) throws {
        for command in ["ADD", "CHECK"] {
            var call = call(command, pod, annotations: Self.annotations(networks))
            change(&call)
            try check(try run(call))
        }
        #expect(try calls("base").isEmpty)
        #expect(try host.links(in: pod.name).isEmpty)
    }

    func journalPath(_ pod: TestPod) -> String { store.sandbox(pod.containerID).journalPath(pod.interface) }

    /// Tartan's own process in a call that runs.
    func tartan(_ running: RunningCommand) throws -> Int32 { try host.inner(running) }

    /// A process of the host, by its number there; one that only waits to be reaped doesn't run.
    func runs(_ process: Int32) throws -> Bool {
        try host.shell("ps -o stat= -p \(process) | grep -v Z || true").isEmpty == false
    }

    /// The processes of the host whose command line is that text.
    func processes(_ command: String) throws -> [String] {
        try host.shell("ps -eo args").split(separator: "\n").map(String.init).filter { $0 == command }
    }
}

extension Node {
    /// An answer as each failure has to be: the code, a message of one sentence that names what is concerned, details with
    /// cause and next step, exit status 1; and nothing is left.
    ///
    /// - Parameters:
    ///   - message: pieces that the message has.
    ///   - details: pieces that the details have.
    ///   - journalled: the call got as far as opening its journal, which must be in the history now.
    func expectRefusal(
        _ answer: Answer, code: Int, message: [String], details: [String] = [], _ pod: TestPod, journalled: Bool = true,
        links: [String] = ["cni0"], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        expectError(answer, code: code, message: message, details: details, sourceLocation: sourceLocation)
        let left = try leftBehind(pod, host: links)
        #expect(left.isEmpty, sourceLocation: sourceLocation)
        #expect(try refusals().isEmpty, sourceLocation: sourceLocation)
        let history = try history(pod)
        #expect((history != nil) == journalled, sourceLocation: sourceLocation)
        if let history {
            #expect(history.isClosed, sourceLocation: sourceLocation)
            #expect(history.answer?.code == code, sourceLocation: sourceLocation)
        }
    }

    func expectError(
        _ answer: Answer, code: Int, message: [String], details: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.exitStatus == 1, "\(answer)", sourceLocation: sourceLocation)
        #expect(answer.errorCode == code, "\(answer)", sourceLocation: sourceLocation)
        for piece in message {
            #expect(answer.message.contains(piece), "\(answer)", sourceLocation: sourceLocation)
        }
        for piece in details {
            #expect(answer.details.contains(piece), "\(answer)", sourceLocation: sourceLocation)
        }
        let isOneSentence = !answer.message.contains("\n") && !answer.message.contains(". ")
        #expect(isOneSentence && !answer.message.hasSuffix("."), "\(answer.message)", sourceLocation: sourceLocation)
        // What came of the call alone is no next step.
        let outcomes = ["", "Nothing was attached.", "Everything that was attached before was undone."]
        #expect(!outcomes.contains(answer.details), "\(answer)", sourceLocation: sourceLocation)
    }
}
