import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Delegates that misbehave: each is an error, and what was attached before is undone.
@Suite struct DelegateAnswerTests {
    struct Misdeed: Sendable, CustomTestStringConvertible {
        let name: String
        let add: JSONValue
        let code: Int
        let message: [String]
        var details: [String] = []

        init(_ name: String, _ add: JSONValue, code: Int, _ message: String..., details: [String] = []) {
            self.name = name
            self.add = add
            self.code = code
            self.message = message
            self.details = details
        }

        var testDescription: String { name }
    }

    static let misdeeds: [Misdeed] = [
        Misdeed("crashing", ["interface": true, "crash": 11], code: 999, "was killed by signal 11"),
        Misdeed("killed", ["interface": true, "crash": 9], code: 999, "was killed by signal 9"),
        Misdeed("hanging", ["hang": true], code: 11, "did not end within", "was killed"),
        Misdeed(
            "printing rubbish", ["interface": true, "output": "all good"], code: 6, "not JSON",
            details: ["It printed: all good"]),
        Misdeed("printing half a result", ["interface": true, "output": "{\"cniVersion\": "], code: 6, "not JSON"),
        Misdeed("printing nothing", ["interface": true, "output": ""], code: 6, "printed no result"),
        Misdeed("printing blanks", ["interface": true, "output": " \n"], code: 6, "printed no result"),
        Misdeed(
            "printing too much", ["interface": true, "floodOutput": 4_200_000], code: 6, "more than 4194304 bytes"),
        Misdeed(
            "succeeding with an error", ["interface": true, "error": ["code": 103, "msg": "no luck"], "exit": 0],
            code: 103,
            "reported success", "no luck", details: ["exit status 0"]),
        Misdeed("failing silently", ["interface": true, "exit": 1], code: 999, "exit status 1"),
        Misdeed(
            "failing with rubbish", ["interface": true, "output": "panic: nil map", "exit": 2], code: 999,
            "exit status 2",
            details: ["It printed: panic: nil map"]),
        Misdeed(
            "failing with code 0", ["interface": true, "error": ["code": 0, "msg": "no code"]], code: 999, "no code"),
        Misdeed(
            "failing with words",
            ["interface": true, "error": ["code": 110, "msg": "no address", "details": "pool full"]],
            code: 110, "failed: no address", details: ["pool full", "exit status 1"]),
        Misdeed(
            "failing with stderr", ["interface": true, "stderr": "line one\n\u{1B}[31mline two", "exit": 1], code: 999,
            "exit status 1", details: ["On stderr: line one", "line two"]),
        Misdeed("answering with a list", ["interface": true, "output": "[]"], code: 6, "an array"),
        Misdeed("answering with a number", ["interface": true, "output": "5"], code: 6, "a number"),
        Misdeed("with addresses that are no list", ["interface": true, "output": "{\"ips\": 5}"], code: 6, "ips"),
        Misdeed(
            "with an address that is none",
            ["interface": true, "output": "{\"ips\": [{\"address\": \"10.0.0.300/24\"}]}"],
            code: 6, "10.0.0.300/24"),
        Misdeed(
            "with an unknown version", ["interface": true, "output": "{\"cniVersion\": \"9.9.9\"}"], code: 1,
            "\"9.9.9\""),
        Misdeed(
            "with the host's namespace",
            ["interface": true, "result": ["interfaces": [["name": "net1", "sandbox": "/proc/1/ns/net"]]]], code: 6,
            "another sandbox", "/proc/1/ns/net"),
        Misdeed(
            "with another pod's namespace",
            ["interface": true, "result": ["interfaces": [["name": "net1", "sandbox": "/run/netns/other"]]]], code: 6,
            "another sandbox", "/run/netns/other"),
        Misdeed(
            "with an interface called like a path",
            ["interface": true, "result": ["interfaces": [["name": "../../x", "sandbox": "/run/netns/web"]]]], code: 6,
            "interfaces[0].name of the answer is \"../../x\""),
        Misdeed(
            "with an interface without a name",
            ["interface": true, "result": ["interfaces": [["name": "", "sandbox": "/run/netns/web"]]]], code: 6,
            "interfaces[0].name"),
        Misdeed(
            "with an interface of 16 bytes",
            [
                "interface": true,
                "result": ["interfaces": [["name": "a123456789abcdef", "sandbox": "/run/netns/web"]]],
            ],
            code: 6, "interfaces[0].name", "a123456789abcdef"),
        Misdeed(
            "with an interface of the host called like a path",
            [
                "interface": true,
                "result": ["interfaces": [["name": "net1", "sandbox": "/run/netns/web"], ["name": "/etc/passwd"]]],
            ], code: 6, "interfaces[1].name"),
        Misdeed(
            "with the cluster network's interface",
            [
                "interface": true,
                "result": [
                    "interfaces": [
                        ["name": "net1", "sandbox": "/run/netns/web"], ["name": "eth0", "sandbox": "/run/netns/web"],
                    ]
                ],
            ], code: 7, "eth0"),
    ]

    @Test("what a delegate does wrong is told, and everything is undone", arguments: misdeeds)
    func misdeed(misdeed: Misdeed) throws {
        let node = try Node.withScriptedCluster().with(["delegateTimeout": "1s"])
        try node.scriptedNetwork("lan", ["ADD": misdeed.add, "DEL": ["removeInterface": true]])
        let pod = try node.host.pod()
        try node.host.shell("ip netns add other")

        let answer = try node.add(pod, "lan")
        try node.expectRefusal(
            answer, code: misdeed.code, message: ["default/web: ", "network default/lan (net1)"] + misdeed.message,
            details: misdeed.details + ["undone"], pod)
        #expect(try node.order("base", "lan") == ["ADD base eth0", "ADD lan net1", "DEL lan net1", "DEL base eth0"])
        #expect(try node.delete(pod, "lan").succeeded)
        #expect(try node.order("base", "lan").count == 4)
    }

    @Test("what a plugin lists for its own DEL alone is given back to it there, and to nobody else")
    func note() throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod(uid: "u1")
        let note: JSONValue = ["name": "dummy0123456789a", "mac": "0", "sandbox": "0"]
        let eth1: JSONValue = ["name": "net1", "sandbox": .string(pod.netns)]
        try node.scriptedNetwork(
            "eni",
            ["ADD": ["interface": true, "result": ["interfaces": [eth1, note]]], "DEL": ["removeInterface": true]])
        let added = try node.add(pod, "eni")
        #expect(added.succeeded, "\(added)")
        #expect(added.json["interfaces"]?.array?.compactMap { $0["name"]?.string } == ["eth0", "net1"])
        #expect(try node.check(pod, "eni").succeeded)
        #expect(try node.delete(pod, "eni").succeeded)
        for call in try node.calls("eni", "CHECK") + node.calls("eni", "DEL") {
            #expect(call.configuration["prevResult"]?["interfaces"].at(1) == note, "\(call)")
        }
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test(
        "a plugin that prints its own secrets back doesn't bring them into the error, the log or the answer to DEL",
        arguments: [
            ["error": ["code": 110, "msg": "login hunter2 failed", "details": "sent hunter2"]],
            ["output": "panic: hunter2", "exit": 2], ["output": "hunter2"],
            ["output": #"{"ips":[{"address":"hunter2"}]}"#], ["error": ["code": 9, "msg": "hunter2"], "exit": 0],
        ] as [JSONValue])
    func secrets(deed: JSONValue) throws {
        var behaviour = deed.object ?? JSONObject()
        behaviour["stderr"] = "trying hunter2, then s3same\n"
        let node = try Node.withScriptedCluster()
        try node.scripted("lan", ["ADD": .object(behaviour), "DEL": .object(behaviour)])
        try node.network(
            "lan",
            node.list("lan", ["type": "lan", "password": "hunter2", "url": "https://me:s3same@example.org/"]))
        let file = node.folder + "/tartan.log"
        let logging = node.with(["logFile": .string(file), "logLevel": "debug"])
        let pod = try node.host.pod()
        for answer in [try logging.add(pod, "lan"), try logging.delete(pod, "lan")] {
            let all = answer.message + answer.details + answer.errorOutput
            #expect(!all.contains("hunter2") && !all.contains("s3same"), "\(answer)")
        }
        let log = try #require(TestFile.textIfThere(file))
        #expect(log.contains("(hidden)"), "\(log)")
        #expect(!log.contains("hunter2") && !log.contains("s3same"))
        #expect(try node.calls("lan").first?.configuration["password"] == "hunter2")
    }

    struct File: Sendable, CustomTestStringConvertible {
        let name: String
        let make: @Sendable (String) throws -> Void
        let code: Int
        let message: String

        var testDescription: String { name }
    }

    static let files: [File] = [
        File(name: "missing", make: { _ in }, code: 7, message: "no plugin \"lan\""),
        File(name: "a folder", make: { try TestFile.makeFolder($0) }, code: 7, message: "no plugin \"lan\""),
        File(
            name: "not executable", make: { try TestFile.write("#!/bin/sh\n", to: $0, mode: 0o644) }, code: 5,
            message: "Permission denied"),
        File(
            name: "of no known format", make: { try TestFile.write("nonsense", to: $0, mode: 0o755) }, code: 5,
            message: "Exec format error"),
        File(
            name: "empty", make: { try TestFile.write("", to: $0, mode: 0o755) }, code: 5, message: "Exec format error"),
        File(
            name: "without its interpreter", make: { try TestFile.write("#!/nowhere/sh\n", to: $0, mode: 0o755) },
            code: 5,
            message: "No such file"),
        File(
            name: "a link in circles", make: { try TestFile.link($0, to: $0) }, code: 7, message: "no plugin \"lan\""),
        File(
            name: "Tartan itself", make: { try TestFile.link($0, to: Executables.tartan) }, code: 7,
            message: "Tartan itself"),
    ]

    @Test("a binary that can't be executed gets no DEL, and everything before it is undone", arguments: files)
    func notExecutable(file: File) throws {
        let node = try Node.withScriptedCluster()
        try file.make(node.folder + "/bin/lan")
        try node.network("lan", node.list("lan", ["type": "lan"]))
        let pod = try node.host.pod()
        let answer = try node.add(pod, "lan")
        let wasStarted = file.code == 5
        try node.expectRefusal(
            answer, code: file.code, message: ["default/web: ", "network default/lan (net1)", "/bin", file.message],
            details: [wasStarted ? "undone" : ""], pod)
        // What can be known beforehand is known before anything is started.
        #expect(try node.order("base") == (wasStarted ? ["ADD base eth0", "DEL base eth0"] : []))
        #expect(try node.history(pod)?.outstanding.isEmpty == true)
    }

    @Test("a binary that is being replaced is tried again until it is whole")
    func busy() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let file = node.folder + "/bin/lan"
        try node.host.shell("cp --remove-destination '\(Executables.scriptedPlugin)' \(file)")
        let writer = try node.host.start(TestCommand(["sh", "-c", "exec 9>>\(file); touch \(file).open; sleep 0.4"]))
        try Waiting.until("the writer") { TestFile.exists(file + ".open") }
        let pod = try node.host.pod()
        let answer = try node.add(pod, "lan")
        #expect(answer.succeeded, "\(answer)")
        try writer.wait()
        #expect(try node.delete(pod, "lan").succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
