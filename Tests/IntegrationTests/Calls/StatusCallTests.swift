import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// STATUS: what is missing is code 50 at once, by name.
@Suite(.privateHost) struct StatusCallTests {
    private func node() throws -> Node {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        try node.scripted("one")
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", version: "1.1.0", ["type": "one"]))
        return node
    }

    private func status(_ node: Node) throws -> Answer { try node.run(node.call("STATUS", nil, annotations: nil)) }

    @Test("ready: exit status 0 and nothing on stdout")
    func ready() throws {
        let node = try node()
        let answer = try status(node)
        #expect(answer.succeeded, "\(answer)")
        #expect(answer.outcome.output.isEmpty)
        #expect(try node.calls("one").map(\.command) == ["STATUS"])
        #expect(try node.refusals().isEmpty)
    }

    enum Missing: String, Sendable, CaseIterable {
        case clusterNetwork, binary, readiness, defaultNetwork
    }

    @Test("what is missing is code 50, without waiting", arguments: Missing.allCases)
    func missing(missing: Missing) throws {
        var node = try node()
        switch missing {
        case .clusterNetwork: try node.host.shell("rm \(node.configurationFolder)/*")
        case .binary: try node.host.shell("rm \(node.folder)/bin/one")
        case .readiness: node.settings["readinessindicatorfile"] = .string(node.folder + "/not-there")
        case .defaultNetwork: node.settings["defaultNetworks"] = ["infra/none"]
        }
        let words =
            [
                .clusterNetwork: "cluster", .binary: "one", .readiness: node.folder + "/not-there",
                .defaultNetwork: "infra/none",
            ][missing] as String?
        let answer = try status(node)
        #expect(answer.errorCode == 50)
        #expect(answer.message.contains(words ?? "?"), "\(answer)")
        let step =
            [
                .clusterNetwork: "Put a file with that \"name\" there", .binary: "Install the plugin into",
                .readiness: "The cluster network's daemon makes it", .defaultNetwork: "tartanctl get networks -A",
            ][missing] as String?
        #expect(answer.details.contains(step ?? "?"), "\(answer)")
        #expect(answer.outcome.duration < 2)
    }

    struct StoreFault: Sendable, CustomTestStringConvertible {
        let store: String
        let shell: String
        let words: String

        var testDescription: String { words }
    }

    private static let disk = "mkdir /run/disk; mount -t tmpfs -o size=256k,mode=0700 none /run/disk; "

    static let storeFaults = [
        StoreFault(store: "/run/file/tartan", shell: "touch /run/file", words: "Not a directory"),
        StoreFault(store: "/run/file/a/tartan", shell: "touch /run/file", words: "Not a directory"),
        StoreFault(
            store: "/run/disk/a/b", shell: disk + "mount -o remount,ro /run/disk", words: "Read-only file system"),
        StoreFault(
            store: "/run/disk/tartan", shell: disk + "mkdir -m 700 /run/disk/tartan; mount -o remount,ro /run/disk",
            words: "Read-only file system"),
        StoreFault(
            store: "/run/disk/tartan", shell: disk + "cat /dev/zero >/run/disk/filler || true",
            words: "No space left on device"),
        StoreFault(
            store: "/run/mine", shell: "mkdir -m 700 /run/mine; chown 1000 /run/mine", words: "owned by user 1000"),
        StoreFault(store: "/run/mine", shell: "touch /run/mine", words: "is no folder"),
    ]

    @Test("a store that can't be made or written is code 50: an ADD would fail there", arguments: storeFaults)
    func store(fault: StoreFault) throws {
        var node = try node()
        try node.host.shell(fault.shell)
        node.settings["store"] = .string(fault.store)
        let answer = try status(node)
        #expect(answer.errorCode == 50, "\(answer)")
        #expect(answer.message.contains(fault.words), "\(answer)")
        #expect(answer.details.contains("name another folder as \"store\""), "\(answer)")
        let added = try node.add(try node.host.pod())
        #expect(added.errorCode == 5, "\(added)")
        #expect(added.message.contains(fault.words), "\(added)")
        #expect(try node.calls("one").isEmpty)
    }

    @Test("a store that isn't there yet and can be made is no fault, and STATUS doesn't make it")
    func missingStore() throws {
        var node = try node()
        node.settings["store"] = "/run/none/tartan"
        #expect(try status(node).succeeded)
        #expect(try node.host.shell("ls /run/none 2>/dev/null || true").isEmpty)
    }

    @Test(
        "a plugin's own 50 and 51 are passed on, its other errors become 50",
        arguments: [(50, 50), (51, 51), (100, 50)])
    func passedOn(code: Int, expected: Int) throws {
        let node = try node()
        try node.setScript("one", ["STATUS": ["error": ["code": .integer(code), "msg": "daemon is down"]]])
        let answer = try status(node)
        #expect(answer.errorCode == expected)
        #expect(answer.message.contains("daemon is down"))
        #expect(answer.details.contains("tartanctl explain"), "\(answer)")
    }

    @Test("plugins below 1.1.0 are not asked")
    func old() throws {
        let node = try node()
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", ["type": "one"]))
        #expect(try status(node).succeeded)
        #expect(try node.calls("one").isEmpty)
    }

    @Test("it locks nothing: it answers while others hold every lock")
    func noLocks() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        let root = node.store.root
        let holder = try node.host.start(
            TestCommand([
                "sh", "-c", "exec 8>\(root)/gate 9>\(root)/lock; flock 8; flock 9; touch \(node.folder)/held; sleep 60",
            ]))
        try Waiting.until("the locks") { TestFile.exists(node.folder + "/held") }
        let answer = try status(node)
        holder.killGroup()
        #expect(answer.succeeded)
        #expect(answer.outcome.duration < 2)
    }

    @Test("ADD waits for the readiness indicator, then goes on; or fails with 11 after readinessTimeout")
    func readiness() throws {
        var node = try node()
        node.settings["readinessindicatorfile"] = .string(node.folder + "/ready")
        node.settings["readinessTimeout"] = "300ms"
        let pod = try node.host.pod()
        let answer = try node.add(pod)
        #expect(answer.errorCode == 11)
        #expect(answer.message.contains(node.folder + "/ready"))
        #expect(answer.outcome.duration >= 0.3)
        // DEL doesn't wait.
        #expect(try node.delete(pod).succeeded)
        node.settings["readinessTimeout"] = 20
        let running = try node.start(node.call("ADD", pod))
        try TestFile.write("", to: node.folder + "/ready")
        #expect(try running.wait().succeeded)
    }
}
