import ExactJSON
import Foundation
import TestKit
import Testing

/// `tartanctl validate` as a person or a pipeline runs it.
@Suite struct ValidateTests {
    private let folder: TemporaryFolder
    private let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
    }

    private static let wrong = """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata:
          name: storage
        spec:
          config: |
            {
              "cniVersion": "1.0.0",
              "type": "macvlan",
            }

        """
    private static let right = wrong.replacingOccurrences(of: "\"macvlan\",", with: "\"macvlan\"")
    private static let warned = right.replacingOccurrences(of: "\"cniVersion\": \"1.0.0\",", with: "")

    @Test("a finding is told with file, line and column inside the definition's text, a caret, and its code; status 1")
    func text() throws {
        try folder.write("storage.yaml", Self.wrong)
        let outcome = try tartanctl.run(["validate", "storage.yaml"])
        #expect(outcome.status == 1)
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.first?.hasPrefix("storage.yaml:9:24: error: ") == true, "\(outcome.output)")
        #expect(lines.first?.hasSuffix("]") == true)
        let caret = try #require(lines.firstIndex { $0.contains("^") })
        let marked = lines[caret - 1].dropFirst(lines[caret].prefix { $0 != "^" }.count)
        #expect(marked.first == ",", "\(outcome.output)")
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test("status is 0 without errors, 0 with warnings alone, 1 for those with --strict, 2 where nothing could be read")
    func status() throws {
        try folder.write("right.yaml", Self.right)
        try folder.write("warned.yaml", Self.warned)
        #expect(try tartanctl.run(["validate", "right.yaml", "--strict"]).status == 0)
        #expect(try tartanctl.run(["validate", "warned.yaml"]).status == 0)
        #expect(try tartanctl.run(["validate", "warned.yaml", "--strict"]).status == 1)
        #expect(try tartanctl.run(["validate", "none.yaml"]).status == 2)
        #expect(try tartanctl.run(["validate"]).status == 2)
        #expect(try tartanctl.run(["validate", "right.yaml", "--ignore", "TN0000"]).status == 2)
    }

    @Test("-n says which namespace objects without one are in, over what .tartan.yaml says")
    func namespace() throws {
        let web = Samples.web.replacing("infra/storage@lan0, uplink", with: "storage")
        try folder.write("a.yaml", Self.right.replacing("name: storage", with: "name: storage\n  namespace: shop"))
        try folder.write("web.yaml", web.replacing("  namespace: shop\n", with: ""))
        try folder.write(".tartan.yaml", "defaultNamespace: other\n")
        let paths = ["a.yaml", "web.yaml"]
        #expect(try tartanctl.run(["validate"] + paths).output.contains("\"other/storage\""))
        #expect(try tartanctl.run(["validate", "-n", "shop"] + paths).status == 0)
        #expect(try tartanctl.run(["validate", "-n", "Shop"] + paths).status == 2)
    }

    @Test("stdin is read as -; an ignored code isn't told")
    func input() throws {
        let outcome = try tartanctl.run(["validate", "-"], input: Self.warned)
        let code = try #require(outcome.output.firstMatch(of: /\[(TN[0-9]{4})\]/)).1
        let silent = try tartanctl.run(["validate", "-", "--ignore", String(code), "--quiet"], input: Self.warned)
        #expect(silent.output == "")
        #expect(silent.status == 0)
    }

    @Test("a folder is read flat, with -R deeply, and files that are none of ours are passed over and counted")
    func folders() throws {
        try folder.write("m/right.yaml", Self.right)
        try folder.write("m/values.yaml", "replicaCount: 1\n")
        try folder.write("m/deep/wrong.yaml", Self.wrong)
        #expect(try tartanctl.run(["validate", "m"]).status == 0)
        let deep = try tartanctl.run(["validate", "-R", "m", "-o", "json"])
        #expect(deep.status == 1)
        let document = try JSONParser.parse(deep.output, limit: 1 << 20)
        #expect(document["summary"]?["files"] == 3)
        #expect(document["summary"]?["foreignFiles"] == 1)
        #expect(document["findings"]?.array?.first?["file"] == "m/deep/wrong.yaml")
    }

    @Test("SARIF, GitHub's and JUnit's forms hold the same finding at the same place")
    func formats() throws {
        try folder.write("storage.yaml", Self.wrong)
        let sarif = try JSONParser.parse(
            tartanctl.run(["validate", "storage.yaml", "-o", "sarif"]).output, limit: 1 << 20)
        #expect(sarif["version"] == "2.1.0")
        #expect(sarif["$schema"]?.string?.hasSuffix("sarif-2.1.0.json") == true)
        let run = try #require(sarif["runs"]?.array?.first)
        let rules = run["tool"]?["driver"]?["rules"]?.array ?? []
        let result = run["results"]?.array?.first
        #expect(run["tool"]?["driver"]?["name"] == "tartanctl")
        #expect(
            result?["ruleIndex"]?.integer.flatMap { rules.indices.contains($0) ? rules[$0]["id"] : nil }
                == result?["ruleId"])
        #expect(result?["level"] == "error")
        #expect(result?["message"]?["text"]?.string?.isEmpty == false)
        #expect(run["columnKind"] == "unicodeCodePoints")
        let place = run["results"]?.array?.first?["locations"]?.array?.first?["physicalLocation"]
        #expect(place?["region"]?["startLine"] == 9)
        #expect(place?["region"]?["startColumn"] == 24)
        let github = try tartanctl.run(["validate", "storage.yaml", "-o", "github"]).output
        #expect(github.hasPrefix("::error file=storage.yaml,line=9,col=24"), "\(github)")
        let junit = try tartanctl.run(["validate", "storage.yaml", "-o", "junit"]).output
        #expect(junit.contains("storage.yaml:9:24"), "\(junit)")
    }

    @Test("explain prints a finding's page, and says so where there is none of that code")
    func explain() throws {
        let page = try tartanctl.run(["explain", "TN4001"])
        #expect(page.status == 0)
        #expect(page.output.hasPrefix("TN4001  error  network that does not exist\n"))
        #expect(page.output.contains("What to do\n"))
        #expect(try tartanctl.run(["explain", "TN9999"]).status != 0)
        #expect(try tartanctl.run(["explain", "codes"]).output.contains("TN4001"))
    }

    @Test("a plugin of one's own is checked by its file; a mistake in the file is told with its place")
    func ownCatalogue() throws {
        try folder.write(
            "lan.conf", "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"type\": \"acme\", \"upllink\": \"eth1\"}")
        let file = """
            type: acme
            title: An interface on Acme's fabric
            project: acme/fabric-cni
            release: {version: v2.1.0, date: "2026-03-01"}
            roles: [interface]
            position: first
            addresses: optional
            versions: [1.0.0]
            keys:
              uplink: {type: string, description: The interface of the node.}

            """
        #expect(try tartanctl.run(["validate", "lan.conf"]).output.contains("[TN2001]"))
        try folder.write("acme.yaml", file)
        let outcome = try tartanctl.run(["validate", "lan.conf", "--plugin-catalogue", "acme.yaml"])
        #expect(outcome.output.contains("acme has no key \"upllink\" [TN2004]"), "\(outcome.output)")
        try folder.write("acme.yaml", file + "colour: red\n")
        let wrong = try tartanctl.run(["validate", "lan.conf", "--plugin-catalogue", "acme.yaml"])
        #expect(wrong.status == 2 && wrong.errors.contains("acme.yaml:11:1"), "\(wrong.errors)")
    }
}

/// What `--store` and `--cluster-range` add.
@Suite struct ValidateStoreTests {
    private let folder: TemporaryFolder
    private let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
    }
}
