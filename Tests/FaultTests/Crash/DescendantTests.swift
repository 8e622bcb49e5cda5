import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import Testing

/// What binaries leave behind: daemons that may live, and descendants of a killed binary that may not.
@Suite struct DescendantTests {
    @Test(
        "a daemon that a successful plugin leaves lives on and blocks nothing", arguments: [true, false], [true, false])
    func daemon(leavesGroup: Bool, holdsStreams: Bool) throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork(
            "leaver",
            [
                "ADD": [
                    "interface": true,
                    "fork": ["seconds": 4711, "group": .bool(leavesGroup), "streams": .bool(holdsStreams)],
                ], "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod()
        let added = try node.add(pod, "leaver")
        #expect(added.succeeded, "\(added)")
        #expect(added.outcome.duration < 15)
        #expect(try node.processes("sleep 4711").count == 1)
        let checked = try node.check(pod, "leaver")
        #expect(checked.succeeded, "\(checked)")
        let deleted = try node.delete(pod, "leaver")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(deleted.outcome.duration < 15)
        #expect(try node.processes("sleep 4711").count == 1)
        #expect(try node.leftBehind(pod).isEmpty)
        #expect(try node.refusals().isEmpty)
    }

    /// The child that a plugin has left, which proves that there was one.
    private func child(_ file: String) throws -> Int32 {
        try #require(TestFile.textIfThere(file).flatMap { Int32($0.filter(\.isNumber)) })
    }

    struct End: Sendable, CustomTestStringConvertible {
        let name: String
        let key: String
        let value: JSONValue
        let code: Int

        var testDescription: String { name }
    }

    static let ends: [End] = [
        End(name: "killed at its deadline", key: "hang", value: true, code: 11),
        End(name: "killed for its output", key: "floodOutput", value: 4_200_000, code: 6),
        End(name: "crashed", key: "crash", value: 9, code: 999),
    ]

    @Test("the descendants of a killed binary end too, also those that left its group", arguments: ends, [true, false])
    func descendants(end: End, leavesGroup: Bool) throws {
        let node = try Node.withScriptedCluster().with(["delegateTimeout": "1s"])
        let file = node.folder + "/child"
        try node.scriptedNetwork(
            "bad",
            [
                "ADD": .object(
                    JSONObject([
                        JSONObject.Member(
                            key: "fork",
                            value: [
                                "seconds": 4712, "group": .bool(leavesGroup), "streams": false, "file": .string(file),
                            ]),
                        JSONObject.Member(key: end.key, value: end.value),
                    ]))
            ])
        let pod = try node.host.pod()
        let answer = try node.add(pod, "bad")
        try node.expectRefusal(answer, code: end.code, message: ["default/web: ", "network default/bad (net1)"], pod)
        #expect(try !node.runs(child(file)))
        #expect(try node.processes("sleep 4712").isEmpty)
        #expect(try node.order("base", "bad").suffix(2) == ["DEL bad net1", "DEL base eth0"])
    }

    @Test("a DEL that hangs is ended with all that it started, and the rest is detached")
    func hangingDelete() throws {
        let node = try Node.withScriptedCluster().with(["delegateTimeout": "1s"])
        let file = node.folder + "/child"
        try node.scriptedNetwork(
            "slow",
            [
                "ADD": ["interface": true],
                "DEL": [
                    [
                        "fork": ["seconds": 4713, "group": true, "streams": true, "file": .string(file)], "hang": true,
                    ],
                    ["removeInterface": true],
                ],
            ])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "slow").succeeded)
        let answer = try node.delete(pod, "slow")
        node.expectError(
            answer, code: 11, message: ["default/web: ", "network default/slow (net1)", "did not end within"])
        #expect(try !node.runs(child(file)))
        #expect(try node.processes("sleep 4713").isEmpty)
        #expect(try node.order("base", "slow").suffix(2) == ["DEL slow net1", "DEL base eth0"])
        #expect(try node.record(pod)?.outstanding.map(\.attachment) == [1])
        #expect(try node.delete(pod, "slow").succeeded)
        #expect(try node.order("base", "slow").suffix(2) == ["DEL base eth0", "DEL slow net1"])
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
