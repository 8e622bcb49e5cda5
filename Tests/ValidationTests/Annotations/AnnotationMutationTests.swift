import ExactJSON
import Findings
import MultiNetwork
import TestKit
import Testing
import Validation

@Suite("Mutated annotations")
struct AnnotationMutationTests {
    private static let seeds = [
        "lan,infra/storage@storage0, uplink",
        "[{\"name\": \"lan\", \"interface\": \"lan0\", \"ips\": [\"10.20.0.10/24\", \"fd00:20::10\"]}]",
        """
        [{"namespace": "infra", "name": "storage", "mac": "02:00:5e:30:00:10", "cni-args": {"a": [1, {}]}},
         {"name": "uplink", "default-route": ["192.0.2.1"], "deviceID": "0000:3b:02.4"}]
        """,
        """
        [{"name": "lan", "portMappings": [{"hostPort": 8080, "containerPort": 80, "protocol": "tcp", "hostIP": "::1"}],
          "bandwidth": {"ingressRate": 10000000, "ingressBurst": 400000, "egressRate": 5}},
         {"name": "ib", "infiniband-guid": "c2:11:22:33:44:55:66:77", "ipam-claim-reference": "a.b"}]
        """,
        "null", "{\"name\": \"lan\"}", "- name: lan\n  interface: x", "\"lan\",net1@net2@net3/4",
    ]

    /// What Tartan takes, and Multus or the pod's own start doesn't.
    private static let beyondTartan: Set<String> = [
        FindingKind.selectionInterfaceTaken.code, FindingKind.gatewaysOfOneFamily.code, FindingKind.template.code,
        FindingKind.defaultNetworkInterface.code, FindingKind.invisibleCharacter.code,
    ]

    private static func refuses(_ text: String, _ key: String) -> Bool {
        do throws(SelectionError) {
            if key == Annotation.networks {
                _ = try NetworkSelection.parse(text, podNamespace: "default")
            } else {
                _ = try NetworkSelection.parseDefaultNetwork(text, namespace: "kube-system")
            }
            return false
        } catch {
            return true
        }
    }

    private static func file(_ text: String, _ key: String) -> [UInt8] {
        let annotations = JSONValue.object(
            JSONObject([JSONObject.Member(key: key, value: .string(text))]))
        let metadata: JSONValue = ["name": "web", "annotations": annotations]
        let pod: JSONValue = ["apiVersion": "v1", "kind": "Pod", "metadata": metadata]
        return Array(pod.text.utf8)
    }

    @Test(
        "what Tartan refuses has an error, what it takes has none, and places are inside of the text", arguments: 0..<8)
    func mutated(_ part: Int) throws {
        var found = Set<String>()
        for seed in UInt64(0)..<700 {
            var random = SeededGenerator(seed: seed &* 8 &+ UInt64(part))
            let original = try #require(Self.seeds.randomElement(using: &random))
            let text = String(decoding: random.mutated(Array(original.utf8)), as: UTF8.self)
            let key = Int.random(in: 0..<4, using: &random) == 0 ? Annotation.defaultNetwork : Annotation.networks
            let bytes = Self.file(text, key)
            var validator = Validator()
            validator.add(InputText("web.json", bytes))
            let findings = validator.report().findings
            found.formUnion(findings.map(\.code))
            let errors = findings.filter { $0.severity == .error && !Self.beyondTartan.contains($0.code) }
            let comment = Comment(rawValue: "\(key): \(text)\n\(findings.map { "\($0.code) \($0.message)" })")
            if Self.refuses(text, key) {
                #expect(findings.contains { $0.severity == .error }, comment)
            } else {
                #expect(errors == [], comment)
            }
            let width = String(decoding: bytes, as: UTF8.self).unicodeScalars.count
            for finding in findings {
                let place = finding.place
                #expect(
                    place.line == 1 && place.column >= 1 && place.endColumn > place.column
                        && place.endColumn <= width + 2, comment)
            }
        }
        #expect(found.count > 20, "\(found.sorted())")
    }

    @Test("large and deep annotations end quickly", arguments: hostile)
    func hostileOnes(_ text: String) {
        var validator = Validator()
        validator.add(InputText("web.json", Self.file(text, Annotation.networks)))
        #expect(!validator.report().findings.isEmpty)
    }

    static let hostile: [String] = [
        String(repeating: ",", count: 200_000), String(repeating: "@", count: 200_000),
        String(repeating: "a/", count: 100_000), String(repeating: "lan ", count: 60_000),
        String(repeating: "[", count: 200_000), "[" + String(repeating: "{},", count: 60_000) + "{}]",
        "[{\"name\": \"a\", \"x\": " + String(repeating: "[", count: 90) + String(repeating: "]", count: 90) + "}]",
        "[{" + (0..<20_000).map { "\"k\($0)\": 1" }.joined(separator: ",") + "}]",
        "[{\"ips\": [" + String(repeating: "\"x\",", count: 50_000) + "\"x\"]}]",
        String(repeating: "\u{301}", count: 100_000), String(repeating: "{{", count: 100_000),
    ]
}
