import ExactJSON
import Foundation
import FoundationXML
import MarkedYAML
import TestKit
import Testing

/// The files of samples/ci and the hook of this repository, by the very lines that stand in them.
@Suite struct PipelineTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("manifests/deep/lan.yaml", Self.network)
    }

    private static let network = """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {name: lan}
        spec:
          config: '{"cniVersion": "1.0.0", "type": "tap"}'

        """
    private static let wrong = network.replacing("lan", with: "wan").replacing("\"tap\"", with: "\"tap\",")

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private func makeWrong() throws { try folder.write("manifests/wan.yaml", Self.wrong) }

    private static func sample(_ name: String) throws -> MarkedNode {
        let bytes = try Data(contentsOf: URL(filePath: root + "/" + name))
        return try #require(MarkedDocument.readAll(try SourceText(Array(bytes)), as: .yaml).0.first?.root)
    }

    /// Runs a line as a shell of the pipeline does, with tartanctl in PATH.
    private func shell(_ line: String, in place: String = "") throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-ec", line]
        process.currentDirectoryURL = URL(filePath: folder.path + place)
        process.environment = [
            "PATH": try TartanctlProcess.folder + ":" + folder.path + "/tools:/usr/bin:/bin", "HOME": folder.path,
            "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }

    /// The commands of a workflow's steps that run anything.
    private static func steps(_ workflow: MarkedNode) -> [String] {
        (workflow["jobs"]?["validate"]?["steps"]?.sequence ?? []).compactMap { $0["run"]?.scalar?.text }
    }

    @Test("GitHub's workflow fails with a finding, and its SARIF file, which is uploaded in any case, has it")
    func github() throws {
        let workflow = try Self.sample("samples/ci/github.yaml")
        let line = try #require(Self.steps(workflow).first)
        let upload = try #require(workflow["jobs"]?["validate"]?["steps"]?.sequence?.last)
        #expect(upload["if"]?.scalar?.text == "always()")
        let file = try #require(upload["with"]?["sarif_file"]?.scalar?.text)
        #expect(try shell(line).status == 0)
        try makeWrong()
        #expect(try shell(line).status == 1)
        let bytes = try Data(contentsOf: URL(filePath: folder.path + "/" + file))
        let results = try JSONParser.parse(Array(bytes), limit: 1 << 20)["runs"]?.array?.first?["results"]?.array
        #expect(results?.count == 1)
        let place = results?.first?["locations"]?.array?.first?["physicalLocation"]
        #expect(place?["artifactLocation"]?["uri"] == "manifests/wan.yaml")
    }

    @Test("GitHub's annotations name file and line")
    func githubAnnotations() throws {
        let line = try #require(Self.steps(try Self.sample("samples/ci/github-annotations.yaml")).first)
        #expect(try shell(line).status == 0)
        try makeWrong()
        let outcome = try shell(line)
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("::error file=manifests/wan.yaml,line=5,"), "\(outcome.output)")
    }

    @Test("GitLab's job fails with a finding, and its report has a failed test for it")
    func gitlab() throws {
        let job = try #require(try Self.sample("samples/ci/gitlab.yaml")["networks"])
        let line = try #require(job["script"]?.sequence?.first?.scalar?.text)
        let file = try #require(job["artifacts"]?["reports"]?["junit"]?.scalar?.text)
        #expect(job["artifacts"]?["when"]?.scalar?.text == "always")
        #expect(try shell(line).status == 0)
        try makeWrong()
        #expect(try shell(line).status == 1)
        let document = try XMLDocument(contentsOf: URL(filePath: folder.path + "/" + file))
        #expect(try document.nodes(forXPath: "//testcase[failure]").count == 1)
        #expect(try document.nodes(forXPath: "//testcase").count >= 2)
        #expect(try document.nodes(forXPath: "//failure/@message").first?.stringValue?.isEmpty == false)
    }

    @Test("what helm and kustomize render is looked at together with the networks")
    func rendered() throws {
        let pod = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, annotations: {k8s.v1.cni.cncf.io/networks: lan}}

            """
        for (tool, network) in [("helm", "lan"), ("kubectl", "lan")] {
            try folder.write(
                "tools/" + tool, "#!/bin/sh\ncat <<'END'\n\(pod.replacing(": lan", with: ": \(network)"))END\n",
                mode: 0o755)
        }
        try folder.write("networks/lan.yaml", Self.network)
        #expect(try shell(Self.root + "/samples/ci/rendered.sh").status == 0)
        try folder.write(
            "tools/helm", "#!/bin/sh\ncat <<'END'\n\(pod.replacing(": lan", with: ": lann"))END\n", mode: 0o755)
        let outcome = try shell(Self.root + "/samples/ci/rendered.sh")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("did you mean"), "\(outcome.output)")
    }

    @Test(
        "a chart or overlay that can't be rendered fails, though nothing is found in nothing",
        arguments: ["helm", "kubectl"])
    func notRendered(_ broken: String) throws {
        try folder.write("networks/lan.yaml", Self.network)
        for tool in ["helm", "kubectl"] {
            try folder.write("tools/" + tool, "#!/bin/sh\nexit \(tool == broken ? 1 : 0)\n", mode: 0o755)
        }
        #expect(try shell(Self.root + "/samples/ci/rendered.sh").status != 0)
    }

    /// A repository whose files are known to git.
    private func repository(_ configuration: String) throws {
        try folder.write(".pre-commit-config.yaml", configuration)
        let git = "git -c init.defaultBranch=main -c user.name=x -c user.email=x@example.com"
        try #require(try shell("\(git) init -q . && \(git) add manifests .pre-commit-config.yaml").status == 0)
    }

    @Test("pre-commit runs the sample's hook, which looks at the whole folder")
    func preCommitSample() throws {
        try repository(try String(contentsOfFile: Self.root + "/samples/ci/pre-commit-config.yaml", encoding: .utf8))
        let right = try shell("pre-commit run --all-files")
        #expect(right.status == 0, "\(right.output)")
        try makeWrong()
        try #require(try shell("git add manifests").status == 0)
        let wrong = try shell("pre-commit run")
        #expect(wrong.status == 1)
        #expect(wrong.output.contains("manifests/wan.yaml:5:"), "\(wrong.output)")
    }

    @Test("pre-commit takes the hook from this repository")
    func preCommitHook() throws {
        // As another repository names this one: by its address and a revision.
        let git = "git -c init.defaultBranch=main -c user.name=x -c user.email=x@example.com"
        try folder.write(
            "tartan/.pre-commit-hooks.yaml",
            try String(contentsOfFile: Self.root + "/.pre-commit-hooks.yaml", encoding: .utf8))
        try #require(
            try shell("\(git) init -q . && \(git) add . && \(git) commit -qm x && \(git) tag v1", in: "/tartan").status
                == 0)
        try repository("repos: [{repo: '\(folder.path)/tartan', rev: v1, hooks: [{id: tartanctl-validate}]}]\n")
        let right = try shell("pre-commit run --all-files")
        #expect(right.status == 0, "\(right.output)")
        // A network and a pod that needs another one, which is in a file that doesn't change.
        try #require(try shell("\(git) commit -qm x").status == 0)
        try folder.write("manifests/wan.yaml", Self.network.replacing("lan", with: "wan"))
        try folder.write(
            "manifests/web.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, annotations: {k8s.v1.cni.cncf.io/networks: lan}}

            """)
        try #require(try shell("git add manifests").status == 0)
        let unchanged = try shell("pre-commit run")
        #expect(unchanged.status == 0 && unchanged.output.contains("Passed"), "\(unchanged.output)")
        try makeWrong()
        try #require(try shell("git add manifests").status == 0)
        let wrong = try shell("pre-commit run")
        #expect(wrong.status == 1)
        #expect(wrong.output.contains("manifests/wan.yaml:5:"), "\(wrong.output)")
    }
}
