import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Long names, many networks, and the log.
@Suite(.privateHost) struct LimitTests {
    private func node() throws -> Node {
        let node = try Node()
        try node.scripted("one", ["ADD": ["output": "{}"]])
        try node.network("none", node.list("none", ["type": "one"]))
        return node
    }

    @Test("64 attachments are allowed, one more is refused before anything runs", arguments: [63, 64])
    func attachments(further: Int) throws {
        let node = try node()
        let pod = try node.host.pod()
        let text = Array(repeating: "none", count: further).joined(separator: ",")
        let added = try node.add(pod, text)
        if further == 63 {
            #expect(added.succeeded, "\(added)")
            #expect(try node.calls("one", "ADD").count == 63)
            #expect(try node.delete(pod, text).succeeded)
            let deletes = try node.calls("one", "DEL").map { $0.environment["CNI_IFNAME"] }
            #expect(deletes == (1...63).reversed().map { "net\($0)" })
        } else {
            #expect(added.errorCode == 7)
            #expect(added.message == "default/web: the pod asks for 65 attachments, 64 are allowed")
            #expect(try node.calls("one").isEmpty)
        }
        #expect(try node.leftBehind(pod, host: further == 63 ? ["cni0"] : []).isEmpty)
    }

    @Test("an annotation of more than 256 KiB is refused")
    func annotation() throws {
        let node = try node()
        let pod = try node.host.pod()
        let answer = try node.add(pod, "none" + String(repeating: " ", count: 256 << 10))
        #expect(answer.errorCode == 7, "\(answer)")
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("a container id may be longer than a file's name", arguments: [128, 129, 300])
    func containerID(length: Int) throws {
        let node = try node()
        var pod = try node.host.pod()
        pod.containerID = String(repeating: "c", count: length)
        pod.uid = "6f1c2d3e-0000-4000-8000-000000000001"
        let added = try node.add(pod, "none")
        try #require(added.succeeded, "\(added)")
        #expect(try node.store.records().first?.sandbox.utf8.count == (length > 128 ? 65 : 128))
        #expect(try node.check(pod, "none").succeeded)
        #expect(try node.delete(pod, "none").succeeded)
        #expect(try node.calls("one", "DEL").first?.environment["CNI_CONTAINERID"] == pod.containerID)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("without logFile a successful call says nothing on stderr, a failed one says one line")
    func standardError() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "none").errorOutput.isEmpty)
        let failed = try node.add(pod, "none")
        #expect(failed.errorOutput.split(separator: "\n").count == 1)
        #expect(failed.errorOutput.contains("default/web: eth0 is already attached"))
        #expect(try node.delete(pod, "none").errorOutput.isEmpty)
    }

    @Test("logLevel verbose is one line for each attachment", arguments: ["error", "verbose"])
    func verbose(level: String) throws {
        var node = try node()
        let file = node.folder + "/tartan.log"
        node.settings["logFile"] = .string(file)
        node.settings["logLevel"] = .string(level)
        #expect(try node.add(try node.host.pod(), "none").succeeded)
        let lines = (TestFile.textIfThere(file) ?? "").split(separator: "\n")
        #expect(lines.count == (level == "verbose" ? 2 : 0))
        #expect(lines.allSatisfy { $0.contains("[verbose] ADD default/web: network ") && $0.contains(" attached") })
    }

    @Test("logLevel verbose tells which file of Tartan's own was passed over")
    func passedOver() throws {
        var node = try node()
        let file = node.folder + "/tartan.log"
        node.settings["logFile"] = .string(file)
        node.settings["logLevel"] = "verbose"
        try node.writeConfiguration("00-own.conflist", node.list("own", ["type": "tartan"]))
        node.settings["clusterNetwork"] = .string(node.configurationFolder)
        #expect(try node.add(try node.host.pod()).succeeded)
        let lines = (TestFile.textIfThere(file) ?? "").split(separator: "\n").filter { $0.contains("passed over") }
        #expect(lines.count == 1)
        #expect(lines.first?.hasSuffix("00-own.conflist: its plugin \"tartan\" is Tartan itself") == true)
    }

    @Test("with logFile lines are appended to it, open to its owner alone")
    func logFile() throws {
        var node = try node()
        let file = node.folder + "/tartan.log"
        node.settings["logFile"] = .string(file)
        node.settings["logLevel"] = "debug"
        let pod = try node.host.pod()
        #expect(try node.add(pod, "none").succeeded)
        let first = try #require(TestFile.textIfThere(file))
        #expect(first.hasSuffix("\n"))
        #expect(try node.host.shell("stat -c %a \(file)") == "600\n")
        #expect(try node.delete(pod, "none").succeeded)
        let second = try #require(TestFile.textIfThere(file))
        #expect(second.hasPrefix(first))
        #expect(second.utf8.count > first.utf8.count)
    }

    @Test(
        "a logFile that can't be opened fails nothing, and each call says so once on stderr",
        arguments: [true, false])
    func unusableLog(toStandardError: Bool) throws {
        var node = try node()
        let file = node.folder + "/none/tartan.log"
        node.settings["logFile"] = .string(file)
        node.settings["logLevel"] = "debug"
        node.settings["logToStderr"] = .bool(toStandardError)
        node.settings["cniVersion"] = "1.1.0"
        let pod = try node.host.pod()
        let line =
            "nothing can be logged, for \"logFile\" can't be used: cannot open \(file): No such file or directory\n"
        for command in ["ADD", "CHECK", "DEL", "GC"] {
            let answer = try node.run(node.call(command, command == "GC" ? nil : pod))
            #expect(answer.succeeded, "\(answer)")
            let subject = command == "GC" ? "tartan" : "default/web"
            #expect(answer.errorOutput == "tartan: \(command) \(subject): \(line)")
        }
        #expect(try node.run(node.call("STATUS", nil)).errorOutput.isEmpty)
    }

    @Test(
        "called multus it answers with the cluster network alone unless it is told otherwise", arguments: [true, false])
    func multus(merged: Bool) throws {
        var node = try node()
        try node.scripted("two", ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        try node.network("more", node.list("more", ["type": "two"]))
        try TestFile.link(node.folder + "/bin/multus", to: Executables.tartan)
        node.settings["type"] = "multus"
        if merged { node.settings["result"] = "merged" }
        let pod = try node.host.pod()
        var call = node.call("ADD", pod, annotations: Node.annotations("more"))
        call.executable = node.folder + "/bin/multus"
        let added = try node.run(call)
        #expect(added.sandboxInterfaces == (merged ? ["eth0", "net1"] : ["eth0"]), "\(added)")
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
        call.command = "DEL"
        #expect(try node.run(call).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
