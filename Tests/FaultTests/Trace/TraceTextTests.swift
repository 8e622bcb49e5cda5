import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import Testing

/// What `tartanctl trace` tells of calls that were really made.
@Suite(.enabled(if: Executables.isRoot && TestFile.exists(Executables.tartanctl), "needs root and tartanctl"))
struct TraceTextTests {
    @Test("of a failing chain each binary, the undo and what the failed plugin said are told, the reason first")
    func failingChain() throws {
        let node = try Node.withFailingChain()
        let pod = try node.host.pod()
        let answer = try node.add(pod, "one")
        #expect(answer.errorCode == 120)
        #expect(
            answer.details.hasSuffix("Each step: tartanctl trace default/web --store \(node.store.root)"), "\(answer)")
        let traced = try node.trace("default/web")
        #expect(traced.succeeded && traced.errorOutput == "", "\(traced)")
        #expect(
            node.normalised(traced.text) == """
                ADD of default/web failed after T ms: network default/one (net1): a2 failed: no more room (code 120)
                DATE (AGE ago), sandbox sandbox-web-0001, interface eth0

                T ms ├─ resolved T ms 2 networks
                T ms ├─ eth0 cluster (cluster network) T ms
                T ms │ └─ base T ms ok
                T ms ├─ net1 default/one T ms
                T ms │ ├─ a1 T ms ok
                T ms │ └─ a2 T ms failed (120): no more room
                T ms ├─ undo T ms
                T ms │ ├─ net1 a2 T ms ok
                T ms │ ├─ net1 a1 T ms ok
                T ms │ └─ eth0 base T ms ok
                T ms └─ answered error 120; nothing left

                ADD net1 a2: FOLDER/bin/a2, exit status 1 after T ms
                details
                rack 7 is full
                stderr
                one
                two

                Input, output and stderr of each call: tartanctl trace default/web --store FOLDER/store --full

                """)
        // Every line's bar is as long as it took: the whole is as wide as all of them.
        #expect(traced.text.contains("█") && !traced.text.contains("\u{1B}"))
    }

    @Test("an attached pod is told with its addresses, then its DEL, by whom and when")
    func attachAndDetach() throws {
        let node = try Node()
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        #expect(
            node.normalised(try node.trace("web").text).hasPrefix(
                """
                ADD of default/web took T ms: 1 network attached
                DATE (AGE ago), sandbox sandbox-web-0001, interface eth0

                T ms ├─ resolved T ms 1 network
                T ms ├─ eth0 cluster (cluster network) T ms 10.1.0.2/24
                T ms │ └─ bridge T ms ok
                T ms └─ answered success
                """))
        #expect(try node.delete(pod).succeeded)
        let text = node.normalised(try node.trace("web").text)
        #expect(text.hasPrefix("default/web was attached for 0s, and detached by DEL in T ms\n"), "\(text)")
        #expect(
            text.contains(
                """
                DEL, DATE T ms
                T ms ├─ eth0 bridge T ms ok
                T ms └─ closed nothing left
                """), "\(text)")
    }

    @Test("after many tries the newest is told in full, and those that failed alike in one line")
    func tries() throws {
        let node = try Node.withFailingChain()
        var pod = try node.host.pod()
        try node.setScript("a2", ["ADD": ["exit": 3]])
        pod.containerID = "4bca8d1e00aa11"
        #expect(try node.add(pod, "one").errorCode == 999)
        // As plugins do, it names the sandbox, which is another one each time.
        try node.setScript(
            "a2", ["ADD": ["run": "exit 0", "error": ["code": 120, "msg": "no room in 4bca8d1e00aa22"]]])
        for number in 1...10 {
            pod.containerID = "4bca8d1e00bb\(number)"
            #expect(try node.add(pod, "one").errorCode == 120)
        }
        let text = try node.trace("default/web").text
        #expect(text.split(separator: "\n").count { $0.hasPrefix("ADD of default/web failed") } == 1)
        let rows = try #require(text.split(separator: "Earlier, the newest first:\n").last).split(separator: "\n")
        #expect(rows.count { $0.hasPrefix("20") } == 2, "\(text)")
        #expect(rows[1].contains("   9       4bca8d1e00bb   eth0        failed (120): "), "\(rows[1])")
        #expect(rows[2].contains("   1       4bca8d1e00aa   eth0        failed (999): "), "\(rows[2])")
        #expect(text.contains("The earlier ones too: tartanctl trace default/web --store \(node.store.root) --all"))

        let all = try node.trace("default/web", "--all").text
        #expect(all.split(separator: "\n").count { $0.hasPrefix("ADD of default/web failed") } == 11)
        let two = try node.trace("default/web", "--last", "2").text
        #expect(two.split(separator: "\n").count { $0.hasPrefix("ADD of default/web failed") } == 2)
        #expect(!two.contains("Earlier"))
    }

    @Test("of a killed ADD the binary that had not answered is told, and what is left; then who detached it")
    func killed() throws {
        let node = try Node.withScriptedCluster()
        let (pod, _) = try node.killedAdd()
        let text = node.normalised(try node.trace("sandbox-web").text)
        #expect(text.hasPrefix("ADD of default/web was cut off after T ms: late (net1, process group "), "\(text)")
        #expect(text.contains("\nT ms │ └─ late no answer\n"), "\(text)")
        #expect(text.contains("└─ cut off it was never answered; left: base of eth0, late of net1\n"), "\(text)")
        #expect(text.contains("\nLeft: base of eth0, late of net1. The next DEL detaches it"), "\(text)")
        #expect(text.contains("sudo tartanctl gc"))
        #expect(try node.delete(pod).succeeded)
        let after = try node.trace("sandbox-web-0001/eth0").text
        #expect(after.contains("; what was left is detached (DEL, "), "\(after)")
        #expect(!after.contains("Left: "))
    }

    @Test("an ADD that is under way is told with the binary that it waits for")
    func underWay() throws {
        let node = try Node.withScriptedCluster()
        let reached = node.folder + "/reached"
        try node.scriptedNetwork("slow", ["ADD": ["touch": .string(reached), "sleep": 60_000]])
        let pod = try node.host.pod()
        let adding = try node.start(node.call("ADD", pod, annotations: Node.annotations("slow")))
        try Waiting.until(reached) { TestFile.exists(reached) }
        let text = node.normalised(try node.trace("web").text)
        #expect(text.hasPrefix("ADD of default/web is under way: slow (net1, process group "), "\(text)")
        #expect(text.contains("└─ slow runs\n"), "\(text)")
        kill(try node.tartan(adding), SIGTERM)
        try adding.wait()
    }

    @Test("a DEL that fails is told with its reason and what is left, also where the binary is gone")
    func failingDelete() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork(
            "keeps", ["ADD": ["interface": true], "DEL": ["error": ["code": 130, "msg": "busy"]]])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "keeps").succeeded)
        #expect(try node.delete(pod).errorCode == 130)
        let text = node.normalised(try node.trace("web").text)
        #expect(
            text.hasPrefix(
                "DEL of default/web failed after T ms: network default/keeps (net1): keeps failed: busy; the record is kept\n"
            ),
            "\(text)")
        #expect(text.contains("\nLeft: keeps of net1. "), "\(text)")
        TestFile.remove(node.folder + "/bin/keeps")
        #expect(try node.delete(pod).errorCode == 7)
        let gone = try node.trace("web").text
        #expect(gone.contains("could not be started") && gone.contains("\"keeps\""), "\(gone)")
        #expect(gone.split(separator: "\n").count { $0.hasPrefix("DEL, ") } == 2)
    }

    @Test("what tartanctl gc detached is told with its name")
    func collected() throws {
        let node = try Node.withScriptedCluster()
        let (pod, late) = try node.killedAdd()
        try node.host.removeNamespace(of: pod)
        let command = [Executables.tartanctl, "gc", "--force", "--store", node.store.root]
        let collected = try node.host.run(TestCommand(command, environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]))
        #expect(collected.succeeded, "\(collected)")
        #expect(try !node.runs(late))
        let text = node.normalised(try node.trace("web").text)
        #expect(text.contains("; what was left is detached (tartanctl gc, T ms)\n"), "\(text)")
        #expect(text.contains("\ntartanctl gc, DATE T ms\n"), "\(text)")
    }

    @Test("a record of another boot is told as one")
    func reboot() throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        try node.pretendReboot(pod)
        let text = try node.trace("web").text
        #expect(text.contains(" ago, before the node was rebooted), sandbox "), "\(text)")
    }
}
