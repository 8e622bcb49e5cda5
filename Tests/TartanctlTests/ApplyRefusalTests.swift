import ExactJSON
import Foundation
import TestKit
import Testing

@Suite struct ApplyRefusalTests {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
    }

    private static func network(_ rest: String, name: String = "a") -> String {
        "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: \(name)}\n" + rest
    }

    static let cases: [(String, String)] = [
        ("a: b: c", "1:5: error: \": \" is not allowed here"),
        ("- a", "1:1: error: expected an object of Kubernetes, found a list"),
        ("a: 1", "1:1: error: this object has no kind"),
        ("kind: [x]\napiVersion: v1", "1:7: error: kind is a list, expected a string"),
        ("kind: Pod", "1:1: error: this object has no apiVersion"),
        ("kind: Pod\napiVersion: v1", "1:1: error: metadata is missing"),
        ("kind: Pod\napiVersion: v1\nmetadata: {}", "3:11: error: metadata.name is missing"),
        ("kind: Pod\napiVersion: v1\nmetadata: {name: 5}", "3:18: error: metadata.name is a number, expected a string"),
        ("kind: Pod\napiVersion: v1\nmetadata: {name: A}", "3:18: error: metadata.name \"A\" has characters"),
        ("kind: List\napiVersion: v1\nitems: 3", "3:8: error: the items of a List are a list, and here is a number"),
        (
            "kind: Pod\napiVersion: v1\nmetadata: {name: a, annotations: {x: 5}}",
            "3:38: error: metadata.annotations[\"x\"] is a number, expected a string"
        ),
        (
            "kind: Pod\napiVersion: v1\nmetadata: {name: a, namespace: 5}",
            "3:32: error: metadata.namespace is a number, expected a string"
        ),
        (
            network("spec:\n  config: {type: x}\n"),
            "5:11: error: spec.config is an object, expected the configuration as text"
        ),
        (
            network("spec:\n  config: |\n    {\n      'type': 1}\n"),
            "7:7: error: network default/a: spec.config is not JSON: strings take"
        ),
        (
            network("spec:\n  config: '{\"plugins\": [{\"type\": \"a\"},\n  {\"typ\": \"b\"}]}'\n"),
            "6:3: error: network default/a: spec.config: plugins[1] has no \"type\""
        ),
        (
            network("spec:\n  config: \"{\\\"type\\\": \\\"a/b\\\"}\"\n"),
            "5:23: error: network default/a: spec.config: the type \"a/b\" contains"
        ),
        (
            network("spec:\n  config: '{\"cniVersion\": \"9.0\", \"type\": \"a\"}'\n"),
            "5:27: error: network default/a: spec.config: cniVersion \"9.0\" is no version that Tartan knows"
        ),
        (
            network("spec:\n  config: '{\"type\": \"a\", \"capabilities\": {\"mac\": \"x\"}}'\n"),
            "5:50: error: network default/a: spec.config: \"capabilities\" of the plugin \"a\" (the configuration) has \"mac\": \"x\","
        ),
        (network("", name: ".."), "3:18: error: metadata.name"),
        (
            "kind: Pod\napiVersion: v1\nmetadata:\n  name: a\n  annotations:\n    v1.multus-cni.io/default-network: a,b\n",
            "6:41: error: pod default/a: annotation v1.multus-cni.io/default-network"
        ),
    ]

    @Test("what is wrong is told with its file, line and column, and nothing is written", arguments: cases)
    func refusals(_ text: String, _ message: String) throws {
        try folder.write("bad.yaml", Samples.storage)
        try folder.write("sub/bad.yaml", text)
        let outcome = try tartanctl("apply", "-f", "bad.yaml", "-f", "sub/bad.yaml")
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("sub/bad.yaml:" + message), "\(outcome.errors)")
        #expect(outcome.output == "")
        #expect(try tartanctl("get", "networks", "-A").errors.contains("there is no store"))
    }

    @Test("everything that is wrong in all inputs is told at once, as text and as JSON")
    func several() throws {
        try folder.write("a.yaml", "kind: Pod\n---\nkind: List\napiVersion: v1\nitems: [1, {kind: X}]\n")
        try folder.write("b.json", "{\"a\":\n}")
        let text = try tartanctl("apply", "-f", "a.yaml", "-f", "b.json")
        #expect(text.errors.split(separator: "\n").count == 4)
        let json = try tartanctl("apply", "-f", "a.yaml", "-f", "b.json", "-o", "json")
        #expect(json.status == 2)
        #expect(json.errors == "")
        let error = try JSONParser.parse(json.output, limit: 10_000)["error"]
        #expect(error?["code"] == "badInput")
        #expect(error?["file"] == "a.yaml")
        #expect(error?["line"] == 1)
        #expect(error?["also"]?.array?.map { $0["file"] } == ["a.yaml", "a.yaml", "b.json"])
        #expect(error?["also"]?.array?.map { $0["column"] } == [9, 12, 1])
    }

    @Test("the same object twice is refused with both places")
    func repeated() throws {
        try folder.write("a.yaml", Samples.web + "---\n" + Samples.web)
        let outcome = try tartanctl("apply", "-f", "a.yaml")
        #expect(outcome.status == 2)
        #expect(outcome.errors == "a.yaml:9:1: error: pod shop/web is given twice, first at a.yaml:1:1\n")
    }

    @Test("a file that isn't there is named with the reason")
    func missing() throws {
        let outcome = try tartanctl("apply", "-f", "none.yaml")
        #expect(
            outcome == .init(status: 2, output: "", errors: "error: cannot read none.yaml: No such file or directory\n")
        )
    }

    @Test("a circle of symbolic links is not followed")
    func circle() throws {
        try folder.write("m/a.yaml", Samples.storage)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/m/up", withDestinationPath: "..")
        #expect(try tartanctl("apply", "-R", "-f", "m").output == "network infra/storage created\n")
    }

    @Test("a definition over one MiB is refused")
    func large() throws {
        let filler = String(repeating: "x", count: 1 << 20)
        try folder.write("a.yaml", Self.network("spec: {}\nx: \(filler)\n"))
        let outcome = try tartanctl("apply", "-f", "a.yaml")
        #expect(outcome.errors == "a.yaml:1:1: error: network default/a is larger than 1048576 bytes\n")
    }

    @Test("a store that others can write is refused, and told how to put it right")
    func unsafeStore() throws {
        try folder.write("a.yaml", Samples.storage)
        try folder.write("store/x", "")
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path + "/store")
        let outcome = try tartanctl("apply", "-f", "a.yaml")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("can be written by every user"))
    }
}
