import TartanStore
import TartanTestSupport
import Testing

/// A store that somebody else could have written decides nothing of what root executes.
@Suite struct UnsafeStoreTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let shell: String
        let message: String

        var testDescription: String { shell }
    }

    static let changes: [Change] = [
        Change(shell: "chmod 0777 .", message: "can be written by every user"),
        Change(shell: "chmod 0770 .", message: "can be written by group"),
        Change(shell: "chown 1000 .", message: "is owned by user 1000"),
        Change(shell: "chmod 0707 networks", message: "can be written by every user"),
        Change(shell: "chown 1000 networks", message: "is owned by user 1000"),
        Change(shell: "chmod 0702 records", message: "can be written by every user"),
        Change(shell: "chmod 0770 records", message: "can be written by group"),
        Change(shell: "chown 1000 history", message: "is owned by user 1000"),
        Change(shell: "rm -r records; touch records", message: "is no folder"),
        Change(shell: "rm -r outbox; touch outbox", message: "is no folder"),
    ]

    @Test("ADD and CHECK refuse it, with the reason and the remedy", arguments: changes)
    func refused(change: Change) throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod()
        try node.host.shell("cd \(node.store.root); \(change.shell)")
        for command in ["ADD", "CHECK"] {
            let answer = try node.run(node.call(command, pod, annotations: Node.annotations("lan")))
            node.expectError(answer, code: 5, message: ["default/web: ", node.store.root, change.message])
        }
        #expect(try node.calls("base").isEmpty)
        #expect(try node.host.links(in: pod.name).isEmpty)
    }

    struct Member: Sendable, CustomTestStringConvertible {
        let shell: String
        let message: String

        var testDescription: String { shell }
    }

    static let members: [Member] = [
        Member(shell: "chmod 0666 networks/default/lan", message: "can be written by every user"),
        Member(shell: "chown 1000 networks/default/lan", message: "is owned by user 1000"),
        Member(shell: "cd networks/default; rm lan; mkdir lan", message: "is no regular file"),
        Member(shell: "cd networks/default; rm lan; mkfifo lan", message: "is no regular file"),
    ]

    @Test("a definition that others can write is refused by its name", arguments: members)
    func definition(member: Member) throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod()
        try node.host.shell("cd \(node.store.root); \(member.shell)")
        let answer = try node.add(pod, "lan")
        try node.expectRefusal(answer, code: 5, message: ["default/web: ", "networks/default", member.message], pod)
        #expect(try node.calls("base").isEmpty)
    }
}
