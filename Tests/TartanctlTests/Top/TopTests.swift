import ExactJSON
import Foundation
import LinuxSystem
import TartanStore
import TestKit
import Testing

/// `tartanctl top`: what the journals say of a stretch of time.
struct TopTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = folder.path + "/store"
    }

    private func top(_ arguments: String...) throws -> TartanctlProcess.Outcome {
        try TartanctlProcess(folder: folder).run(["top", "--store", store] + arguments)
    }

    private func report(_ arguments: String...) throws -> JSONValue {
        let outcome = try TartanctlProcess(folder: folder).run(["top", "--store", store, "-o", "json"] + arguments)
        return try JSONParser.parse(outcome.output, limit: 1 << 20)
    }

    /// An ADD that began so long ago; each binary took that many milliseconds, and the last one failed or not.
    private func write(
        _ pod: String, ago seconds: UInt64, took milliseconds: [Int], fails: Bool = false, detached: Int? = nil
    ) throws {
        let store = try Store.open(store, create: true)
        let folder = store.sandbox("sandbox-of-" + pod)
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        var journal = try folder.openJournal("eth0", create: true)
        let boot = UInt64(5_000_000)
        var time = boot
        try journal.append(
            .open(
                JournalOpening(
                    version: "0.1.0", wallTime: Clock.wallMicroseconds - seconds * 1_000_000, bootID: BootID.current(),
                    containerID: "sandbox-of-" + pod, interface: "eth0", netns: nil, netnsIdentity: nil, arguments: "",
                    searchPath: "/opt/cni/bin", networkName: "pods", cniVersion: "1.0.0", podNamespace: "shop",
                    podName: pod, podUID: nil, resultMode: "merged", binDir: nil, delegateTimeout: 30_000)), at: time)
        let attachments = ["bridge", "macvlan"].prefix(milliseconds.count).enumerated().map { place, type in
            JournalAttachment(
                network: ["pods", "infra/storage"][place], listName: "x", interface: ["eth0", "net1"][place],
                version: "1.0.0", origin: "", isDefault: place == 0, disableCheck: false, disableGC: false,
                defaultRoute: nil,
                plugins: [JournalPlugin(type: type, path: "/opt/cni/bin/\(type)", configuration: "{}")])
        }
        try journal.append(.plan(attachments), at: time)
        func call(_ verb: String, _ index: Int, _ took: Int, fails: Bool) throws {
            try journal.append(
                .start(JournalStart(verb: verb, attachment: index, plugin: 0, path: "/x")), at: time)
            time += UInt64(took * 1000)
            try journal.append(
                .end(
                    JournalEnd(
                        attachment: index, plugin: 0, verb: verb, exit: fails ? 1 : 0, signal: nil, timedOut: false,
                        result: fails ? nil : ["cniVersion": "1.0.0"], error: fails ? ["code": 100, "msg": "no"] : nil,
                        output: nil, standardError: "", microseconds: took * 1000)), at: time)
        }
        for (index, took) in milliseconds.enumerated() {
            try call("ADD", index, took, fails: fails && index == milliseconds.count - 1)
        }
        if fails { try journal.append(.undo, at: time) }
        if fails { for index in milliseconds.indices.reversed() { try call("DEL", index, 1, fails: false) } }
        try journal.append(.answered(code: fails ? 100 : nil, message: fails ? "no" : nil), at: time)
        if let detached {
            try journal.append(
                .detach(
                    JournalDetach(
                        caller: "DEL", wallTime: Clock.wallMicroseconds, bootID: BootID.current(), version: "0.1.0")),
                at: time)
            for index in milliseconds.indices.reversed() { try call("DEL", index, detached, fails: false) }
        }
        if fails || detached != nil {
            try journal.append(.closed, at: time)
            try folder.moveToHistory("eth0")
        }
    }

    @Test("each network and plugin by how often, how long and how often in vain")
    func counts() throws {
        try write("a", ago: 60, took: [10, 20])
        try write("b", ago: 50, took: [30])
        try write("c", ago: 40, took: [50, 5], fails: true)
        try write("d", ago: 30, took: [70], detached: 3)
        let report = try report()
        #expect(report["attached"]?.integer == 2)
        #expect(report["adds"]?["count"]?.integer == 4 && report["adds"]?["failed"]?.integer == 1)
        #expect(report["detached"]?["count"]?.integer == 1 && report["detached"]?["failed"]?.integer == 0)
        let networks = try #require(report["networks"]?.array)
        #expect(networks.map { $0["network"]?.string } == ["pods", "infra/storage"])
        #expect(networks.map { $0["attached"]?.integer } == [2, 1])
        #expect(networks.map { $0["count"]?.integer } == [4, 2])
        #expect(networks.map { $0["failed"]?.integer } == [0, 1])
        #expect(networks.map { $0["median"]?.integer } == [30_000, 5_000])
        #expect(networks.map { $0["p95"]?.integer } == [70_000, 20_000])
        #expect(networks.map { $0["slowestPod"]?.string } == ["shop/d", "shop/a"])
        let plugins = try #require(report["plugins"]?.array)
        #expect(
            plugins.map { "\($0["plugin"]?.string ?? "") \($0["call"]?.string ?? "") \($0["count"]?.integer ?? 0)" }
                == ["bridge ADD 4", "macvlan ADD 2", "bridge DEL 2", "macvlan DEL 1"])
    }

    @Test("what began before the stretch doesn't count, but what is attached now does")
    func stretch() throws {
        try write("old", ago: 1200, took: [10])
        try write("new", ago: 30, took: [20])
        #expect(try report()["adds"]?["count"]?.integer == 2)
        let short = try report("--since", "10m")
        #expect(short["adds"]?["count"]?.integer == 1 && short["adds"]?["slowestPod"]?.string == "shop/new")
        #expect(short["attached"]?.integer == 2)
    }

    @Test("a first line that says it all, tables, and where to look for what failed")
    func text() throws {
        try write("web", ago: 30, took: [40, 2], fails: true)
        let outcome = try top()
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            lines.first == "1 ADD in the last 1h, 1 failed (median 44 ms, slowest 44 ms: shop/web); 0 attached now",
            "\(lines)")
        #expect(lines.contains("  NETWORK         PODS   ADDS   FAILED   MEDIAN   P95      SLOWEST   POD"), "\(lines)")
        #expect(lines.contains("  infra/storage   0      1      1        2.0 ms   2.0 ms   2.0 ms    shop/web"))
        #expect(lines.contains("What failed last: tartanctl trace shop/web --store \(store)"))
    }

    @Test("nothing done is said, not shown as an empty table")
    func nothing() throws {
        _ = try Store.open(store, create: true)
        #expect(try top().output == "No ADD in the last 1h; 0 attached now\n")
    }

    @Test(
        "a period that is none is a wrong command line", arguments: ["", "5", "h", "1x", "-1h", "0s", "99999d", "1h5"])
    func periods(text: String) throws {
        _ = try Store.open(store, create: true)
        let outcome = try top("--since=\(text)")
        #expect(outcome.status == 2 && outcome.errors.contains("--since"), "\(outcome)")
    }

    @Test("a period may have several parts", arguments: ["90s", "1h30m", "1d", "2d4h"])
    func parts(text: String) throws {
        _ = try Store.open(store, create: true)
        #expect(try top("--since", text).output == "No ADD in the last \(text); 0 attached now\n")
    }
}
