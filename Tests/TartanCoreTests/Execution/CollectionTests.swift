import CNI
import ExactJSON
import LinuxSystem
import TartanStore
import TestKit
import Testing

@testable import TartanCore

@Suite("What Multus still has attached") struct MultusStateTests {
    private let folder: TemporaryFolder
    private var results: String { folder.path + "/results" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func attachments() throws(CallFailure) -> [ValidAttachment] {
        try MultusState(folder: folder.path).attachments()
    }

    private func file(_ name: String, _ text: String) throws {
        try Files.makeFolders(results, mode: 0o700)
        try Files.replace(results + "/" + name, with: Array(text.utf8), mode: 0o600)
    }

    @Test("no state is no attachment")
    func none() throws {
        #expect(try attachments() == [])
        try Files.makeFolders(results, mode: 0o700)
        #expect(try attachments() == [])
    }

    @Test("libcni's cache files are read, by their content and not their names")
    func read() throws {
        try file("b-c-eth0", #"{"kind":"cniCacheV1","containerId":"c1","ifName":"eth0","networkName":"n","x":1}"#)
        try file("a", #"{"kind":"cniCacheV1","containerId":"c2","ifName":"net1"}"#)
        #expect(
            try attachments() == [
                ValidAttachment(containerID: "c2", interface: "net1"),
                ValidAttachment(containerID: "c1", interface: "eth0"),
            ])
    }

    @Test(
        "state that can't be read is an error, so that nobody frees what it holds",
        arguments: [
            (#"{"containerId":"c"}"#, "it names no container and interface"),
            ("[]", "it names no container and interface"),
            (#"{"containerId":7,"ifName":"a"}"#, "it names no container and interface"),
            ("", "line 1, column 1: the text is empty"),
        ])
    func broken(text: String, reason: String) throws {
        try file("ok", #"{"containerId":"c","ifName":"eth0"}"#)
        try file("x", text)
        #expect(throws: CallFailure.foreignState(path: results + "/x", reason: reason)) { try attachments() }
    }

    @Test("so is a file where the folder should be, and a folder where a file should be")
    func kinds() throws {
        try Files.makeFolders(results + "/x", mode: 0o700)
        #expect(throws: CallFailure.foreignState(path: results + "/x", reason: "Is a directory")) { try attachments() }
    }
}

@Suite("GC's list for delegates") struct ExpansionTests {
    private static func record(_ container: String, _ interface: String, attached: [String]) -> Record {
        var record = Record(
            JournalOpening(
                version: "0", wallTime: 0, bootID: "b", containerID: container, interface: interface, netns: nil,
                netnsIdentity: nil, arguments: "", searchPath: "", networkName: "n", cniVersion: "1.1.0",
                podNamespace: nil,
                podName: nil, podUID: nil, resultMode: "merged", binDir: nil, delegateTimeout: 1))
        let attachments = attached.map {
            JournalAttachment(
                network: "n", listName: "n", interface: $0, version: "1.1.0", origin: "o", isDefault: false,
                disableCheck: false, disableGC: false, defaultRoute: nil, plugins: [])
        }
        record.append(.plan(attachments), at: 0)
        return record
    }

    @Test("the runtime's list by container and interface, then every interface of every record")
    func expanded() {
        let valid: Set = [
            ValidAttachment(containerID: "b", interface: "eth0"), ValidAttachment(containerID: "a", interface: "eth1"),
            ValidAttachment(containerID: "a", interface: "eth0"),
        ]
        let records = [
            Self.record("a", "eth0", attached: ["eth0", "net1"]), Self.record("spared", "eth0", attached: []),
        ]
        let names = Expansion(records: records).expand(valid).uniqued().map { "\($0.containerID)/\($0.interface)" }
        #expect(names == ["a/eth0", "a/eth1", "b/eth0", "a/net1", "spared/eth0"])
    }

    @Test("an attachment is read and written as the specification names it")
    func valid() throws {
        let text = #"{"containerID":"c","ifname":"eth0"}"#
        let attachment = try #require(ValidAttachment(try JSONParser.parse(text, limit: 100)))
        #expect(attachment == ValidAttachment(containerID: "c", interface: "eth0"))
        #expect(attachment.encoded.text == text)
        for wrong in [
            "{}", "[]", #"{"containerID":"c"}"#, #"{"containerID":"c","ifName":"eth0"}"#,
            #"{"containerID":1,"ifname":"a"}"#,
        ] {
            #expect(ValidAttachment(try JSONParser.parse(wrong, limit: 100)) == nil, "\(wrong)")
        }
    }
}
