import ExactJSON
import Findings
import TartanCore
import Testing
import Validation

/// What Tartan refuses of its own configuration, `validate` refuses, and nothing else.
@Suite struct RefusedSettingTests {
    private static let values = [
        "7", "-1", "0.5", "1000001", "1e400", "true", "\"true\"", "\"\"", "\"a\"", "\"A b\"", "\"relative/path\"",
        "\"/an/absolute/path\"", #""/a\u0000b""#, "\"10s\"", "\"2h\"", "\"soon\"", "\"debug\"", "\"Debug\"",
        "\"primary\"",
        "\"1.0.0\"", "\"9.9.9\"", "[]", "[\"a\"]", "[\"\"]", "[\"a\", 7]", "[[]]", "{}", "{\"a\": 1}", "{\"a\": true}",
        "{\"maxSize\": -1}", "{\"maxAge\": \"5\"}", "{\"compress\": 1}", "[{\"containerID\": \"a\"}]", "null",
    ]

    static let cases = Settings.keys.flatMap { key in values.map { (key, $0) } }

    private static func text(_ key: String, _ value: String) -> String {
        let base = [
            ("cniVersion", "\"1.0.0\""), ("name", "\"pods\""), ("type", "\"tartan\""),
            ("capabilities", "{\"io.kubernetes.cri.pod-annotations\": true}"), ("clusterNetwork", "\"infra/pods\""),
        ]
        let members = base.filter { $0.0 != key } + [(key, value)]
        return "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }

    private static func isRefused(_ text: String) -> Bool {
        do {
            _ = try Settings(text: Array(text.utf8), ownName: "tartan")
            return false
        } catch { return true }
    }

    @Test("what Tartan refuses is an error", arguments: cases)
    func refused(key: String, value: String) {
        let text = Self.text(key, value)
        guard Self.isRefused(text) else { return }
        // The runtime writes these itself: it is told that they don't belong there, whatever they are.
        if key == "runtimeConfig" || key.hasPrefix("cni.dev/") { return }
        var validator = Validator()
        validator.add(InputText("a.conf", Array(text.utf8)))
        // Then it is no configuration of Tartan's any more.
        if key == "type" { return }
        #expect(validator.report().count(.error) > 0, "\(text)")
    }

    @Test("what Tartan takes is no error of a value", arguments: cases)
    func taken(key: String, value: String) {
        let text = Self.text(key, value)
        if Self.isRefused(text) { return }
        var validator = Validator()
        validator.add(InputText("a.conf", Array(text.utf8)))
        let codes = validator.report().findings.map(\.code)
        let kinds: [FindingKind] = [.wrongType, .quotedValue, .outOfRange, .notAChoice, .malformedValue]
        #expect(!codes.contains { code in kinds.contains { $0.code == code } }, "\(text): \(codes)")
    }

    @Test("each value that is refused is told, not the first alone")
    func all() {
        let text = """
            {"cniVersion": "1.0.0", "name": "pods", "type": "tartan", "clusterNetwork": 5, "logFile": "x", "result": "all",
             "logOptions": {"maxSize": "a", "maxAge": [], "compress": 3}, "statusWait": "x",
             "capabilities": {"io.kubernetes.cri.pod-annotations": true}}
            """
        var validator = Validator()
        validator.add(InputText("a.conf", Array(text.utf8)))
        #expect(validator.report().findings.count { $0.severity == .error } == 7)
    }
}
