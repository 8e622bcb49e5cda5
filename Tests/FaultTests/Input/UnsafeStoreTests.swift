import TartanStore
import TartanTestSupport
import Testing

/// A store that somebody else could have written decides nothing of what root executes.
@Suite struct UnsafeStoreTests {
    struct Harm: Sendable, CustomTestStringConvertible {
        let shell: String
        let message: String

        var testDescription: String { shell }
    }

    static let places: [Harm] = [
        Harm(shell: "chmod 0777 .", message: "can be written by every user"),
        Harm(shell: "chmod 0770 .", message: "can be written by group"),
        Harm(shell: "chown 1000 .", message: "is owned by user 1000"),
        Harm(shell: "chmod 0707 networks", message: "can be written by every user"),
        Harm(shell: "chown 1000 networks", message: "is owned by user 1000"),
        Harm(shell: "chmod 0702 records", message: "can be written by every user"),
        Harm(shell: "chmod 0770 records", message: "can be written by group"),
        Harm(shell: "chown 1000 history", message: "is owned by user 1000"),
        Harm(shell: "rm -r records; touch records", message: "is no folder"),
        Harm(shell: "rm -r outbox; touch outbox", message: "is no folder"),
    ]

    @Test("ADD and CHECK refuse it, with the reason and the remedy", arguments: places)
    func refused(harm: Harm) throws {
        let (node, pod) = try harmed(harm)
        try node.addAndCheck(pod, "lan") { answer in
            node.expectError(answer, code: 5, message: ["default/web: ", node.store.root, harm.message])
        }
        #expect(try node.host.links() == [])
        #expect(node.reservations() == [])
    }

    /// A node whose store somebody has meddled with.
    private func harmed(_ harm: Harm) throws -> (Node, TestPod) {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod()
        try node.host.shell("cd \(node.store.root); \(harm.shell)")
        return (node, pod)
    }

    static let members: [Harm] = [
        Harm(shell: "chmod 0666 networks/default/lan", message: "can be written by every user"),
        Harm(shell: "chown 1000 networks/default/lan", message: "is owned by user 1000"),
        Harm(shell: "cd networks/default; rm lan; mkdir lan", message: "is no regular file"),
        Harm(shell: "cd networks/default; rm lan; mkfifo lan", message: "is no regular file"),
    ]

    @Test("a definition that others can write is refused by its name", arguments: members)
    func definition(harm: Harm) throws {
        let (node, pod) = try harmed(harm)
        let answer = try node.add(pod, "lan")
        try node.expectRefusal(answer, code: 5, message: ["default/web: ", "networks/default", harm.message], pod)
        #expect(try node.calls("base").isEmpty)
    }
}
