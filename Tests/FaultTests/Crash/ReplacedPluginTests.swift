import ExactJSON
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// The binaries of plugins are replaced while pods start and end.
@Suite(.enabled(if: Executables.has(plugins: "bridge", "host-local", "portmap"), "plugins are missing"))
struct ReplacedPluginTests {
    /// A node whose plugins are copies of the distribution's, so that they can be replaced.
    private func node() throws -> Node {
        let node = try Node()
        try node.host.shell(
            "for name in bridge host-local portmap; do cp \(Executables.plugins)/$name \(node.folder)/bin; done")
        return node
    }

    /// Pods are attached and detached, several at a time, while a script replaces the binaries again and again.
    ///
    /// - Parameters:
    ///   - names: of the binaries.
    ///   - replace: a shell's function body; `$1` is the binary's name.
    private func attach(
        _ node: Node, whileReplacing names: String, _ replace: String
    ) throws -> (answers: [Answer], times: Int) {
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list(
                "cluster", node.bridge("cni0", subnet: "10.1.0.0/24"),
                ["type": "portmap", "capabilities": ["portMappings": true]]))
        let count = "\(node.folder)/count"
        let replacer = try node.host.start(
            TestCommand(
                [
                    "bash", "-c",
                    """
                    cd \(node.folder)/bin
                    replace() { \(replace); }
                    times=0
                    while [ ! -e ../stop ]; do
                        for name in \(names); do replace $name && times=$((times + 1)); done
                        echo $times >\(count).new; mv \(count).new \(count); sleep 0.05
                    done
                    """,
                ], timeout: 120))
        defer {
            try? TestFile.write("", to: "\(node.folder)/stop")
            _ = try? replacer.wait()
        }
        var answers: [Answer] = []
        for round in 0..<8 {
            let pods = try (0..<4).map { try node.host.pod("web-\(round)-\($0)") }
            for command in ["ADD", "DEL"] {
                let calls = try pods.map { try node.start(node.call(command, $0)) }
                answers += try calls.map { Answer(outcome: try $0.wait()) }
            }
        }
        let times = Int(TestFile.textIfThere(count)?.split(separator: "\n").first ?? "") ?? 0
        return (answers, times)
    }

    @Test("binaries that are renamed over fail no pod, of which some start all the time")
    func renamed() throws {
        let node = try node()
        let (answers, times) = try attach(
            node, whileReplacing: "bridge host-local portmap", "cp \(Executables.plugins)/$1 .$1.new && mv .$1.new $1")
        #expect(answers.count == 64)
        let failed = answers.filter { !$0.succeeded }
        #expect(failed.isEmpty, "\(failed)")
        #expect(times > 4, "the binaries were replaced \(times) times")
        #expect(try node.store.records().isEmpty)
    }

    @Test("binaries that are written in place, with a pause in the middle, fail no pod either")
    func inPlace() throws {
        let node = try node()
        // Open for as long as it is written, as with cp; it can't be opened while somebody executes it. host-local is left
        // out: bridge starts it, and bridge 1.1.1 fails where that is being written.
        let (answers, times) = try attach(
            node, whileReplacing: "bridge portmap",
            """
            { head -c 100000; sleep 0.05; cat; } <\(Executables.plugins)/$1 2>/dev/null 1<>$1
            """)
        #expect(answers.count == 64)
        let failed = answers.filter { !$0.succeeded }
        #expect(failed.isEmpty, "\(failed)")
        #expect(times > 4, "the binaries were replaced \(times) times")
        #expect(try node.store.records().isEmpty)
    }

    @Test("a binary that stays open to be written is reported with the time that it was tried, and nothing is left")
    func busy() throws {
        let node = try node()
        let pod = try node.host.pod()
        let writer = try node.host.start(
            TestCommand(["sh", "-c", "exec 9<>\(node.folder)/bin/bridge; : >\(node.folder)/open; exec sleep 600"]))
        try Waiting.until("the writer") { TestFile.exists("\(node.folder)/open") }
        let answer = try node.add(pod)
        node.expectError(
            answer, code: 11,
            message: [
                "bridge could not be started", "\(node.folder)/bin/bridge", "being written for all of the 1000 ms",
            ],
            details: ["try again"])
        #expect(try node.store.records().isEmpty)
        writer.killGroup()
        try writer.wait()
        #expect(try node.add(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
    }

    @Test("a new binary that refuses the version is told with both versions, at ADD and at DEL")
    func version() throws {
        let node = try node()
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list("cluster", version: "0.3.1", node.bridge("cni0", subnet: "10.1.0.0/24"), ["type": "news"]))
        try node.scripted("news", ["ADD": ["passOn": true]])
        let before = try node.host.pod("before")
        try #require(try node.add(before).succeeded)

        let refusal: JSONValue = [
            "error": [
                "code": 1, "msg": "incompatible CNI versions",
                "details": "config is \"0.3.1\", plugin supports [\"1.0.0\" \"1.1.0\"]",
            ]
        ]
        try node.setScript("news", ["ADD": refusal, "DEL": refusal])
        let after = try node.host.pod("after")
        let answer = try node.add(after)
        node.expectError(
            answer, code: 1,
            message: [
                "network cluster (eth0): news refuses CNI 0.3.1: incompatible CNI versions",
                "plugin supports [\"1.0.0\" \"1.1.0\"]",
            ],
            details: [
                "\(node.folder)/bin/news", "tartanctl plugins", "release of it that speaks 0.3.1",
                "need that one to be detached",
            ])

        let detached = try node.delete(before)
        node.expectError(
            detached, code: 1, message: ["news refuses CNI 0.3.1"])
        try node.setScript("news", [:])
        #expect(try node.delete(before).succeeded)
        #expect(try node.delete(after).succeeded)
        #expect(try node.store.records().isEmpty)
    }
}
