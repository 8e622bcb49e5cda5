import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Journals that a power cut or a broken disk has cut or changed.
@Suite struct TornJournalTests {
    /// A node with an attached pod of two networks, and its journal.
    private func attached() throws -> (Node, TestPod, [UInt8]) {
        // No real interfaces: one DEL is compared with the next.
        let node = try Node.withScriptedCluster([:])
        try node.scriptedNetwork("lan", [:])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan").succeeded)
        return (node, pod, try #require(TestFile.bytesIfThere(node.journalPath(pod))))
    }

    private func write(_ journal: some Sequence<UInt8>, _ node: Node, _ pod: TestPod) throws {
        TestFile.remove(node.store.root + "/history/\(pod.containerID):\(pod.interface)")
        try TestFile.makeFolder(node.store.root + "/records/" + pod.containerID)
        try TestFile.write(Array(journal), to: node.journalPath(pod))
    }

    /// The binaries that a journal's whole lines say to have been started, the last one first.
    private func started(_ journal: some Sequence<UInt8>) -> [String] {
        let text = String(decoding: Array(journal), as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { line in
            guard line.contains("\"step\":\"start\"") else { return nil }
            return line.contains("/bin/base\"") ? "DEL base eth0" : "DEL lan net1"
        }.reversed()
    }

    /// Pain 13: #948, #1087, #1448.
    @Test("a torn line doesn't count, everything before it does", arguments: 0..<10)
    func torn(part: Int) throws {
        let (node, pod, journal) = try attached()
        var expected = try node.order("base", "lan")
        #expect(started(journal).count == 2)
        for length in stride(from: part * journal.count / 10, to: (part + 1) * journal.count / 10, by: 97) {
            let torn = journal.prefix(length)
            try write(torn, node, pod)
            let answer = try node.delete(pod, "lan")
            #expect(answer.succeeded, "\(length): \(answer)")
            expected += started(torn)
            #expect(try node.order("base", "lan") == expected, "\(length)")
            #expect(try node.leftBehind(pod).isEmpty)
        }
    }

    @Test("a record that was cut off says too little: while the sandbox is there, DEL frees everything all the same")
    func cutOff() throws {
        let node = try Node.withBridges(["type": "tuning", "sysctl": [:]])
        for lines in 0..<20 {
            let pod = try node.host.pod("web\(lines)")
            let added = try node.add(pod, "lan")
            try #require(added.succeeded, "\(added)")
            let journal = try #require(TestFile.bytesIfThere(node.journalPath(pod)))
            let ends = journal.indices.filter { journal[$0] == UInt8(ascii: "\n") }
            guard lines <= ends.count else { break }
            try write(lines == 0 ? [] : Array(journal[...ends[lines - 1]]), node, pod)
            let answer = try node.delete(pod, "lan")
            #expect(answer.succeeded, "\(lines): \(answer)")
            #expect(try node.leftBehind(pod, host: ["cni0", "br-x"]) == [], "\(lines)")
            #expect(try node.delete(pod, "lan").succeeded)
        }
    }

    @Test("an interface that Tartan found taken is no sign of lost lines: it stays")
    func taken() throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        try node.host.shell("ip -n \(pod.name) link add eth0 type bridge")
        try #require(try node.add(pod).errorCode == 4)
        let refused = try #require(try node.history(pod))
        let folder = node.store.sandbox(pod.containerID)
        try write([], node, pod)
        var writer = try folder.openJournal(pod.interface, create: true)
        for entry in refused.entries where entry.step != .closed { try writer.append(entry.step) }
        #expect(try node.delete(pod).succeeded)
        #expect(try node.calls("base").isEmpty)
        #expect(try node.host.links(in: pod.name) == ["eth0"])
    }

    @Test("an ADD that finds a torn journal detaches what that says, and attaches anew")
    func addAfterTorn() throws {
        let (node, pod, journal) = try attached()
        for length in [0, 50, journal.count / 2, journal.count - 1] {
            try write(journal.prefix(length), node, pod)
            let before = try node.order("base", "lan").count
            let answer = try node.add(pod, "lan")
            // Only what is whole was answered, so only that is "already attached".
            #expect(answer.succeeded, "\(length): \(answer)")
            let expected = started(journal.prefix(length)) + ["ADD base eth0", "ADD lan net1"]
            #expect(try Array(node.order("base", "lan").dropFirst(before)) == expected, "\(length)")
        }
        #expect(try node.delete(pod, "lan").succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    /// Pain 13: #948, #1087, #1448.
    @Test("of a journal whose first line is damaged nothing is believed: DEL resolves again", arguments: [false, true])
    func firstLineDamaged(isUnreadable: Bool) throws {
        let (node, pod, journal) = try attached()
        var damaged = journal
        damaged[20] ^= 1
        try write(isUnreadable ? Array("no journal at all\nnor this\n".utf8) : damaged, node, pod)
        node.expectError(try node.check(pod, "lan"), code: 5, message: ["default/web: ", "if:eth0", "damaged"])
        let answer = try node.delete(pod, "lan")
        #expect(answer.succeeded, "\(answer)")
        #expect(answer.errorOutput.contains("damaged"))
        #expect(try node.order("base", "lan").suffix(2) == ["DEL lan net1", "DEL base eth0"])
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test(
        "a journal damaged in the middle is followed as far as it can be believed, and CHECK doesn't take it for sound")
    func middleDamaged() throws {
        let (node, pod, journal) = try attached()
        var damaged = journal
        // In the line after the second start.
        let text = String(decoding: journal, as: UTF8.self)
        let lines = text.split(separator: "\n").map(\.utf8.count)
        let starts = text.split(separator: "\n").indices { $0.contains("\"step\":\"start\"") }.ranges.flatMap { $0 }
        let place = lines[...starts[1]].reduce(0) { $0 + $1 + 1 } + 20
        damaged[place] ^= 1
        try write(damaged, node, pod)
        node.expectError(try node.check(pod, "lan"), code: 11, message: ["default/web: ", "eth0"])
        let answer = try node.delete(pod, "lan")
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.order("base", "lan").suffix(2) == ["DEL lan net1", "DEL base eth0"])
        #expect(try node.leftBehind(pod).isEmpty)
        #expect(try node.history(pod)?.isDamaged == true)
    }

    @Test("a journal of a newer Tartan is an error that names both formats, and nothing is touched")
    func newerFormat() throws {
        let (node, pod, journal) = try attached()
        let newer = String(decoding: journal, as: UTF8.self).replacing("\"format\":1", with: "\"format\":2")
        try write(newer.utf8, node, pod)
        for command in ["ADD", "CHECK", "DEL"] {
            let answer = try node.run(node.call(command, pod, annotations: Node.annotations("lan")))
            node.expectError(
                answer, code: 5, message: ["default/web: ", "if:eth0", "format 2", "up to 1", "newer Tartan"])
        }
        #expect(try node.order("base", "lan") == ["ADD base eth0", "ADD lan net1"])
        #expect(TestFile.textIfThere(node.journalPath(pod)) == newer)
    }

    @Test("a journal of another sandbox under this one's name is not believed")
    func otherSandbox() throws {
        let (node, pod, _) = try attached()
        try node.rewriteJournal(pod) { $0.containerID = "somebody-else" }
        let changed = TestFile.bytesIfThere(node.journalPath(pod))
        for command in ["ADD", "CHECK", "DEL"] {
            let answer = try node.run(node.call(command, pod, annotations: Node.annotations("lan")))
            node.expectError(answer, code: 5, message: ["default/web: ", "if:eth0", "somebody-else", pod.containerID])
        }
        #expect(try node.order("base", "lan") == ["ADD base eth0", "ADD lan net1"])
        #expect(TestFile.bytesIfThere(node.journalPath(pod)) == changed)
    }
}
