import ExactJSON
import Foundation
import PluginCatalogue
import TestKit
import Testing

/// The schemas that `tartanctl schema` prints, as a validator of JSON Schema understands them.
@Suite struct SchemaTests {
    private let folder: TemporaryFolder
    private let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
    }

    /// What is wrong in the files, as `path: message`.
    private func faults(_ subject: String, _ files: [String], inside: Bool = false) throws -> [String] {
        let schema = try folder.write("\(subject).schema.json", tartanctl.run(["schema", subject]).output)
        return try SchemaCheck.faults(schema, (inside ? ["--config"] : []) + files)
    }

    private func faults(in configuration: String) throws -> [String] {
        try faults("configuration", [folder.write("x.conflist", configuration)])
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func files(below folder: String, _ endings: String...) throws -> [String] {
        let root = root.appending(path: folder).path
        return try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
            .filter { name in endings.contains(where: name.hasSuffix) }.map { root + "/" + $0 }
            // What marks a finding in a sample is no JSON.
            .filter { (try? String(contentsOfFile: $0, encoding: .utf8))?.contains("⟦") == false }
    }

    @Test("every sample and every valid configuration is valid to the schema")
    func validConfigurations() throws {
        let lists =
            try Self.files(below: "samples", ".conf", ".conflist")
            + Self.files(below: "Tests/ValidationTests/Valid", ".conf", ".conflist")
            // The file of a program, not of a plugin.
            .filter { !$0.hasSuffix("foreign/whereabouts.conf") }
        #expect(lists.count > 50)
        #expect(try faults("configuration", lists) == [])
    }

    @Test(
        "every sample and every valid definition is valid to both schemas: the definition's, and that of what is in it")
    func validDefinitions() throws {
        let files = try ["networks", "storage", "links", "devices", "digests"].flatMap { subject in
            try Self.files(below: "Tests/ValidationTests/Valid", ".yaml").filter { $0.contains("/\(subject)/") }
        }
        let definitions = try (Self.files(below: "samples/networks", ".yaml") + files).filter {
            let text = try String(contentsOfFile: $0, encoding: .utf8)
            return text.contains("kind: NetworkAttachmentDefinition") && !text.contains("kind: List")
                && !text.contains("kind: Pod") && !text.contains("kind: Deployment")
        }
        #expect(definitions.count > 10)
        #expect(try faults("definition", definitions) == [])
        #expect(try faults("configuration", definitions, inside: true) == [])
    }

    static let wrongConfigurations: [(configuration: String, path: String, word: String)] = [
        (#"{"cniVersion": "1.0.0", "name": "x", "type": "macvlan", "mastr": "eth1"}"#, "", "mastr"),
        (#"{"cniVersion": "1.0.0", "name": "x", "type": "macvlan", "mtu": "1500"}"#, "mtu", "integer"),
        (#"{"cniVersion": "1.0.0", "name": "x", "type": "macvlan", "mode": "brdige"}"#, "mode", "brdige"),
        (#"{"cniVersion": "1.0.0", "name": "x", "type": "vlan", "master": "eth0", "vlanId": 5000}"#, "vlanId", "5000"),
        (#"{"cniVersion": "1.0.0", "name": "x", "type": 7}"#, "type", "7"),
        (#"{"cniVersion": "1.0.0", "type": "macvlan"}"#, "", "name"),
        (#"{"cniVersion": "1.0.0", "name": "x"}"#, "", "type"),
        (
            #"{"cniVersion": "1.0.0", "name": "x", "plugins": [{"type": "bridge", "isGatway": true}]}"#, "plugins/0",
            "isGatway"
        ),
        (#"{"cniVersion": "1.0.0", "name": "x", "plugins": [{"type": "bridge"}, {"mtu": 1}]}"#, "plugins/1", "type"),
        (
            #"{"cniVersion": "1.0.0", "name": "x", "type": "bridge", "ipam": {"type": "host-local", "subnets": "x"}}"#,
            "ipam", "subnets"
        ),
        (
            #"{"cniVersion": "1.0.0", "name": "x", "type": "bridge", "ipam": {"type": "static", "addresses": [{}]}}"#,
            "ipam/addresses/0", "address"
        ),
        (#"{"cniVersion": "1.0.0", "name": "x", "type": "flannel", "delegate": {"mtuu": 1}}"#, "delegate", "mtuu"),
        (
            #"{"cniVersion": "1.0.0", "name": "x", "type": "flannel", "delegate": {"ipam": {}}}"#, "delegate/ipam",
            "False"
        ),
        (
            #"{"cniVersion": "1.0.0", "name": "x", "type": "macvlan", "capabilities": {"ips": "yes"}}"#,
            "capabilities/ips", "boolean"
        ),
    ]

    @Test("a mistake in a key, a value or its type is told at its path", arguments: wrongConfigurations)
    func mistakes(_ mistake: (configuration: String, path: String, word: String)) throws {
        let faults = try faults(in: mistake.configuration)
        #expect(faults.contains { $0.hasPrefix(mistake.path + ": ") && $0.contains(mistake.word) }, "\(faults)")
    }

    @Test("plugins that the catalogue doesn't have may have any key, and remarks are no keys")
    func unknownPlugins() throws {
        #expect(try faults(in: #"{"cniVersion": "1.0.0", "name": "x", "type": "acme", "any": {"thing": 1}}"#) == [])
        #expect(try faults(in: #"{"cniVersion": "1.0.0", "name": "x", "type": "tap", "_why": "a", "//": "b"}"#) == [])
    }

    @Test("a plugin of one's own is in the schema")
    func ownPlugin() throws {
        let entry = """
            type: acme
            title: An example
            project: acme/fabric
            release: {version: v1.0.0, date: "2026-03-01"}
            documentation: https://example.com/acme
            roles: [interface]
            position: first
            addresses: optional
            versions: [1.0.0]
            keys:
              uplink: {type: string, description: The interface that is used.}
            """
        try folder.write("plugins/acme.yaml", entry)
        let outcome = try tartanctl.run(["schema", "--plugin-catalogue", "plugins", "configuration"])
        try #require(outcome.status == 0, "\(outcome.errors)")
        let schema = try folder.write("own.schema.json", outcome.output)
        let file = try folder.write(
            "acme.conf", #"{"cniVersion": "1.0.0", "name": "x", "type": "acme", "upllink": "eth1"}"#)
        #expect(try SchemaCheck.faults(schema, [file]).contains { $0.contains("upllink") })
    }

    static let wrongDefinitions: [(String, String)] = [
        (
            "{apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition, metadata: {name: x}, spec: {config: {a: b}}}",
            "spec/config"
        ),
        (
            "{apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition, metadata: {name: x}, spec: {Config: a}}",
            "spec"
        ),
        ("{apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition, metadata: {name: X_Y}}", "metadata/name"),
        (
            "{apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition, metadata: {name: x, annotations: {a: 1}}}",
            "metadata/annotations/a"
        ),
        ("{apiVersion: k8s.cni.cncf.io/v1beta1, kind: NetworkAttachmentDefinition, metadata: {name: x}}", "apiVersion"),
        ("{apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition}", ""),
    ]

    @Test("a mistake in a definition is told at its path", arguments: wrongDefinitions)
    func definitions(_ text: String, _ path: String) throws {
        let faults = try faults("definition", [folder.write("x.yaml", text)])
        #expect(faults.contains { $0.hasPrefix(path + ": ") }, "\(faults)")
    }

    static let settingsFiles: [(text: String, path: String?)] = [
        (
            "{strict: true, ignore: [TN4001, {code: TN1115, paths: ['charts/**'], reason: why}], clusterRanges: [10.244.0.0/16]}",
            nil
        ),
        ("{defaultNamespace: shop, multusNamespace: kube-system, globalNamespaces: [default]}", nil),
        ("{strict: maybe}", "strict"), ("{ignore: [TN0000]}", "ignore/0"), ("{ignore: [{paths: [a]}]}", "ignore/0"),
        ("{ignored: []}", ""), ("{clusterRanges: 10.0.0.0/8}", "clusterRanges"),
    ]

    @Test("settings are valid to their schema where validate takes them, and only there", arguments: settingsFiles)
    func settings(_ sample: (text: String, path: String?)) throws {
        let faults = try faults("settings", [folder.write(".tartan.yaml", sample.text)])
        let taken = try tartanctl.run(["validate", "-"], input: "").status != 2
        #expect(taken == (sample.path == nil))
        if let path = sample.path {
            #expect(faults.contains { $0.hasPrefix(path + ": ") }, "\(faults)")
        } else {
            #expect(faults == [])
        }
    }

    @Test("what validate prints as JSON is valid to the schema in docs")
    func output() throws {
        try folder.write("wrong.conf", #"{"cniVersion": "1.0.0", "name": "x", "type": "macvlan", "mastr": "eth1",}"#)
        try folder.write("pod.yaml", Samples.web)
        let schema = Self.root.appending(path: "docs/validate-output.schema.json").path
        for arguments in [["wrong.conf"], ["wrong.conf", "pod.yaml"], ["pod.yaml"]] {
            let output = try tartanctl.run(["validate", "-o", "json"] + arguments).output
            #expect(try SchemaCheck.faults(schema, [folder.write("output.json", output)]) == [], "\(arguments)")
        }
    }
}

/// Debian's validator of JSON Schema.
enum SchemaCheck {
    /// What is wrong, as `path: message`.
    static func faults(_ schema: String, _ arguments: [String]) throws -> [String] {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "check-schema.py").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [script, schema] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the schema is none, or a file can't be read")
        return try JSONParser.parse(Array(bytes), limit: 64 << 20).array?.map {
            "\($0["path"]?.string ?? ""): \($0["message"]?.string ?? "")"
        } ?? []
    }
}
