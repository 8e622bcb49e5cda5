import Foundation
import NodeInstallation
import Testing

@Suite("Tartan is put onto a node, replaced and put back")
struct InstallationTests {
    @Test("binaries first, then the configuration, which sorts before the cluster network's; its file stays")
    func fresh() async throws {
        let node = try Node()
        let told = try await node.install()
        #expect(told.contains("the runtime takes /etc/cni/net.d/00-tartan.conflist from now on"))
        #expect(node.mode("opt/cni/bin/tartan") == 0o755)
        #expect(node.mode("usr/local/bin/tartanctl") == 0o755)
        #expect(node.text("etc/cni/net.d/00-tartan.conflist")?.contains("/etc/cni/net.d/10-flannel.conflist") == true)
        #expect(node.text("etc/cni/net.d/10-flannel.conflist") == Node.flannel)
    }

    @Test("a second time changes nothing, down to inode and time of each file")
    func again() async throws {
        let node = try Node()
        try await node.install()
        let paths = ["opt/cni/bin/tartan", "usr/local/bin/tartanctl", "etc/cni/net.d/00-tartan.conflist"]
        let look = {
            try paths.map { path in
                let facts = try FileManager.default.attributesOfItem(atPath: "\(node.root)/\(path)")
                return "\(String(describing: facts[.systemFileNumber])) \(String(describing: facts[.modificationDate]))"
            }
        }
        let before = try look()
        let told = try await node.install()
        #expect(try look() == before)
        #expect(told.contains("the runtime takes Tartan already"))
        #expect(node.names("opt/cni/bin") == ["tartan"])
    }

    @Test("an upgrade keeps what was there, rollback puts it back, and a second rollback the newer one")
    func upgrade() async throws {
        let node = try Node()
        let (one, two) = (try node.release("one"), try node.release("two"))
        try await node.install(one)
        try await node.install(two)
        let first = FileManager.default.contents(atPath: one + "/tartan")
        let second = FileManager.default.contents(atPath: two + "/tartan")
        #expect(node.data("opt/cni/bin/tartan") == second)
        #expect(node.data("opt/cni/bin/.tartan.last-good") == first)
        try await node.rollBack()
        #expect(node.data("opt/cni/bin/tartan") == first)
        #expect(node.data("usr/local/bin/tartanctl") == FileManager.default.contents(atPath: one + "/tartanctl"))
        try await node.rollBack()
        #expect(node.data("opt/cni/bin/tartan") == second)
        #expect(node.names("opt/cni/bin") == [".tartan.last-good", "tartan"])
    }

    @Test(
        "a binary that doesn't answer VERSION never takes the place of one that does",
        arguments: ["#!/bin/sh\nexit 1\n", "#!/bin/sh\necho '{}'\n", "no program", ""])
    func broken(_ text: String) async throws {
        let node = try Node()
        let (good, bad) = (try node.release("good"), try node.release("bad"))
        try await node.install(good)
        try text.write(toFile: bad + "/tartan", atomically: true, encoding: .utf8)
        let error = await #expect(throws: InstallationError.self) { try await node.install(bad) }
        #expect(error?.problem.contains("\(node.root)/opt/cni/bin/.tartan.new") == true)
        #expect(node.data("opt/cni/bin/tartan") == FileManager.default.contents(atPath: good + "/tartan"))
        #expect(node.names("opt/cni/bin") == ["tartan"])
    }

    @Test("what doesn't work is never kept as the last good one")
    func brokenInPlace() async throws {
        let node = try Node()
        let (one, two, three) = (try node.release("one"), try node.release("two"), try node.release("three"))
        try await node.install(one)
        try await node.install(two)
        try node.write("opt/cni/bin/tartan", "half a binary")
        try await node.install(three)
        #expect(node.data("opt/cni/bin/.tartan.last-good") == FileManager.default.contents(atPath: one + "/tartan"))
    }

    @Test("no earlier binary: rollback says so and changes nothing")
    func nothingToGoBackTo() async throws {
        let node = try Node()
        try await node.install()
        let error = await #expect(throws: InstallationError.self) { try await node.rollBack() }
        #expect(error?.problem.contains("there is no earlier") == true)
        #expect(node.exists("opt/cni/bin/tartan"))
    }

    @Test("every call of a plugin that is replaced and put back meanwhile is answered")
    func calledMeanwhile() async throws {
        let node = try Node()
        let releases = [try node.release("one"), try node.release("two")]
        try await node.install(releases[0])
        let plugin = node.root + "/opt/cni/bin/tartan"
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                var calls = 0
                while !Task.isCancelled {
                    let process = Process()
                    process.executableURL = URL(filePath: plugin)
                    process.environment = ["CNI_COMMAND": "VERSION"]
                    let (input, output) = (Pipe(), Pipe())
                    (process.standardInput, process.standardOutput) = (input, output)
                    try process.run()
                    try input.fileHandleForWriting.write(contentsOf: Data(#"{"cniVersion":"1.0.0"}"#.utf8))
                    try input.fileHandleForWriting.close()
                    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
                    process.waitUntilExit()
                    #expect(process.terminationStatus == 0)
                    #expect(String(decoding: answer, as: UTF8.self).contains("supportedVersions"))
                    calls += 1
                }
                return calls
            }
            for turn in 0..<6 {
                if turn % 3 == 2 { try await node.rollBack() } else { try await node.install(releases[(turn + 1) % 2]) }
            }
            group.cancelAll()
            for try await calls in group { #expect(calls > 0) }
        }
    }

    @Test("installations at the same time end with one whole installation")
    func atOnce() async throws {
        let node = try Node()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try await node.install() } }
            try await group.waitForAll()
        }
        #expect(node.names("opt/cni/bin") == ["tartan"])
        #expect(node.names("usr/local/bin") == ["tartanctl"])
        #expect(node.names("etc/cni/net.d").contains("00-tartan.conflist"))
    }

    @Test("without a cluster network it says what is missing, and goes on from there the next time")
    func late() async throws {
        let node = try Node(clusterNetwork: false)
        let error = await #expect(throws: InstallationError.self) { try await node.install() }
        #expect(error?.problem.contains("/etc/cni/net.d is empty") == true)
        try node.write("etc/cni/net.d/10-flannel.conflist", Node.flannel)
        #expect(try await node.install().contains("from now on"))
    }

    @Test("the node's symbolic links lead to the node's folders, absolute ones too")
    func links() async throws {
        let node = try Node()
        try node.makeFolder("var/opt")
        try FileManager.default.createSymbolicLink(atPath: node.root + "/opt", withDestinationPath: "/var/opt")
        try await node.install()
        #expect(node.exists("var/opt/cni/bin/tartan"))
    }

    @Test("the timer is enabled where there is systemd, as samples/systemd has it; a changed unit stays")
    func timer() async throws {
        let node = try Node()
        #expect(try await node.install().contains("the node has no systemd"))
        #expect(!node.exists("etc/systemd"))
        try node.write("usr/lib/systemd/systemd", "")
        try await node.install()
        for name in ["tartan-gc.service", "tartan-gc.timer"] {
            let sample = try String(contentsOfFile: "\(Node.repository)/samples/systemd/\(name)", encoding: .utf8)
            #expect(node.text("etc/systemd/system/\(name)") == sample)
        }
        #expect(node.exists("etc/systemd/system/timers.target.wants/tartan-gc.timer"))
        try node.write("etc/systemd/system/tartan-gc.service", "[Service]\nEnvironment=A=b\n")
        #expect(try await node.install().contains("left as somebody changed it: /etc/systemd/system/tartan-gc.service"))
    }

    @Test("a node that isn't there is told with the option that names it")
    func noNode() async {
        let error = #expect(throws: InstallationError.self) {
            try Installation(InstallationOptions(host: "/nowhere/host", source: Node.built, store: "/var/lib/tartan"))
        }
        #expect(error?.description.contains("--host DIR") == true)
    }
}
