import ExactJSON
import Foundation
import LinuxSystem
import TestKit
import Testing
import Validation

@testable import tartanctl

/// Which file a runtime takes, as go-cni (containerd) and ocicni (CRI-O) do it.
@Suite struct RuntimeChoiceTests {
    private func file(_ name: String, _ text: String) throws -> RuntimeFile {
        RuntimeFile(name, try JSONParser.parse(text, limit: 1 << 20))
    }

    private let containerd = NodeRuntime(kind: .containerd, evidence: "")
    private let crio = NodeRuntime(kind: .crio, evidence: "")

    private func choice(_ files: [RuntimeFile], _ runtime: NodeRuntime?, missing: String = "") -> RuntimeChoice {
        RuntimeChoice(files, runtime) { $0 != missing }
    }

    @Test("containerd gives up at the first file that it can't use, CRI-O passes over it")
    func broken() throws {
        let good = try file("20-b.conf", #"{"name":"b","type":"bridge"}"#)
        for (name, text) in [
            ("10-a.conflist", #"{"name":"a","type":"bridge"}"#), ("10-a.conflist", #"{"name":"a","plugins":[]}"#),
            ("10-a.conf", #"{"name":"a","plugins":[{"type":"bridge"}]}"#), ("10-a.json", #"{"name":"a"}"#),
        ] {
            let bad = try file(name, text)
            #expect(bad.problem != nil, "\(text)")
            #expect(choice([bad, good], containerd) == .stopsAt(name, why: bad.problem ?? ""))
            #expect(choice([bad, good], crio) == .takes("20-b.conf"))
            #expect(choice([good, bad], containerd) == .takes("20-b.conf"))
            #expect(choice([bad], crio) == .nothing)
        }
    }

    @Test("CRI-O passes over a file whose plugin isn't there, containerd doesn't look")
    func missingBinary() throws {
        let files = [
            try file("00-tartan.conf", #"{"name":"t","type":"tartan"}"#),
            try file("10-b.conf", #"{"name":"b","type":"bridge"}"#),
        ]
        #expect(choice(files, crio, missing: "tartan") == .takes("10-b.conf"))
        #expect(choice(files, containerd, missing: "tartan") == .takes("00-tartan.conf"))
        #expect(choice(files, nil, missing: "tartan") == .takes("00-tartan.conf"))
    }

    @Test("CRI-O takes the network that its own file names")
    func named() throws {
        let files = [
            try file("00-tartan.conf", #"{"name":"t","type":"tartan"}"#),
            try file("10-b.conf", #"{"name":"b","type":"bridge"}"#),
        ]
        var runtime = crio
        runtime.defaultNetwork = "b"
        #expect(choice(files, runtime) == .takes("10-b.conf"))
        runtime.defaultNetwork = "c"
        #expect(choice(files, runtime) == .lacks(network: "c"))
        #expect(choice([], containerd) == .nothing)
    }

    @Test("links of a copied node lead to its own folders, never to this machine's")
    func links() throws {
        let folder = try TemporaryFolder()
        try folder.write("node/run/netns/x", "inside")
        try FileManager.default.createDirectory(atPath: folder.path + "/node/var", withIntermediateDirectories: true)
        for (link, target) in [
            ("var/run", "/run"), ("up", "../../../.."), ("loop", "loop"), ("run/last", "/run/netns/x"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/node/" + link, withDestinationPath: target)
        }
        let files = try HostFiles(root: folder.path + "/node")
        let root = try #require(files.root)
        #expect(files.real("/var/run/netns/x") == root + "/run/netns/x")
        #expect(files.real("/up/run/../run/netns/./x") == root + "/run/netns/x")
        #expect(files.real("/run/last") == root + "/run/last")
        #expect(files.target("/run/last") == root + "/run/netns/x")
        #expect(!files.isThere("/loop/x"))
        #expect(files.isThere("/var/run/netns/x"))
        #expect(!files.isThere("/etc/passwd"))
    }
}
