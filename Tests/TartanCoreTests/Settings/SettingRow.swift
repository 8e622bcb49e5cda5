import CNI
import ExactJSON
import Testing

@testable import TartanCore

/// One key of Tartan's configuration: what it is without a value, a value that it takes, and values that it refuses.
struct SettingRow: Sendable, CustomTestStringConvertible {
    let key: String
    /// What the settings hold for the key, as text.
    let reading: @Sendable (Settings) -> String
    let standard: String
    /// JSON, and what it becomes.
    let right: [(json: String, expected: String)]
    /// JSON values.
    let wrong: [String]
    let expectation: String

    var testDescription: String { key }
}

extension SettingRow {
    private static func list(_ texts: [String]?) -> String { texts.map { $0.joined(separator: " ") } ?? "nil" }

    private static func text(
        _ key: String, _ standard: String, _ reading: @escaping @Sendable (Settings) -> String
    ) -> SettingRow {
        SettingRow(
            key: key, reading: reading, standard: standard,
            right: [("\"a/b\"", "a/b"), ("\"\"", standard), ("null", standard)], wrong: ["7", "true", "[]", "[\"a\"]"],
            expectation: "a string")
    }

    private static func path(
        _ key: String, _ standard: String, _ reading: @escaping @Sendable (Settings) -> String
    ) -> SettingRow {
        SettingRow(
            key: key, reading: reading, standard: standard,
            right: [("\"/some/path\"", "/some/path"), ("\"\"", standard), ("null", standard)],
            wrong: ["\"relative/path\"", "\"./a\"", #""/a\u0000b""#], expectation: "an absolute path")
    }

    private static func texts(
        _ key: String, _ standard: String, _ reading: @escaping @Sendable (Settings) -> String
    ) -> SettingRow {
        SettingRow(
            key: key, reading: reading, standard: standard, right: [(#"["a","b/c"]"#, "a b/c"), ("null", standard)],
            wrong: [#""a""#, #"["a",7]"#, #"["a",""]"#, "true", #"["a\u0000"]"#],
            expectation: "a list of strings, none of them empty")
    }

    private static func flag(
        _ key: String, _ standard: Bool, _ reading: @escaping @Sendable (Settings) -> Bool
    ) -> SettingRow {
        SettingRow(
            key: key, reading: { "\(reading($0))" }, standard: "\(standard)",
            right: [("true", "true"), ("false", "false"), ("null", "\(standard)")], wrong: ["\"true\"", "1", "[]"],
            expectation: "true or false")
    }

    private static func duration(
        _ key: String, _ standard: Int, least: Int, _ reading: @escaping @Sendable (Settings) -> Int
    ) -> SettingRow {
        SettingRow(
            key: key, reading: { "\(reading($0))" }, standard: "\(standard)",
            right: [("1.5", "1500"), ("\"250ms\"", "250"), ("null", "\(standard)")] + (least == 0 ? [("0", "0")] : []),
            wrong: ["\"10\"", "true", "-1", "3601", "\"soon\"", "[]"] + (least > 0 ? ["0", "\"0s\"", "0.0001"] : []),
            expectation: "a number of seconds or a duration such as \"1500ms\" (at most an hour)")
    }

    static let all: [SettingRow] = [
        SettingRow(
            key: "cniVersion", reading: { $0.version.description }, standard: "0.2.0",
            right: [("\"1.0.0\"", "1.0.0"), ("\"1.1\"", "1.1.0"), ("\"\"", "0.2.0")], wrong: ["1", "[]"],
            expectation: "a string"),
        SettingRow(
            key: "name", reading: { $0.name }, standard: "n", right: [("\"a.b-c\"", "a.b-c")],
            wrong: ["7", "{}", "true"],
            expectation: "a string"),
        text("type", "tartan") { $0.type },
        SettingRow(
            key: "capabilities", reading: { _ in "" }, standard: "", right: [("{}", ""), ("{\"a\":true}", "")],
            wrong: ["[]", "true", "\"a\""], expectation: "an object"),
        SettingRow(
            key: "runtimeConfig", reading: { JSONValue.object($0.runtimeConfig).text }, standard: "{}",
            right: [(#"{"x":1.0}"#, #"{"x":1.0}"#), ("null", "{}")], wrong: ["[]", "7"], expectation: "an object"),
        SettingRow(
            key: "cni.dev/valid-attachments",
            reading: { $0.validAttachments.map { list($0.map { "\($0.containerID):\($0.interface)" }) } ?? "nil" },
            standard: "nil", right: [(#"[{"containerID":"a","ifname":"b"}]"#, "a:b"), ("[]", ""), ("null", "nil")],
            wrong: ["7", "\"a\""], expectation: "a list of attachments"),
        text("clusterNetwork", "nil") { $0.clusterNetwork ?? "nil" },
        SettingRow(
            key: "delegates", reading: { JSONValue.array($0.delegates).text }, standard: "[]",
            right: [(#"[{"type":"a"}]"#, #"[{"type":"a"}]"#), ("[]", "[]")], wrong: ["7", "\"a\""],
            expectation: "a list of network configurations"),
        texts("defaultNetworks", "") { list($0.defaultNetworks) },
        texts("systemNamespaces", "kube-system") { list($0.systemNamespaces) },
        text("multusNamespace", "kube-system") { $0.multusNamespace },
        flag("namespaceIsolation", false) { $0.namespaceIsolation },
        SettingRow(
            key: "globalNamespaces", reading: { list($0.globalNamespaces) }, standard: "default",
            right: [("\"a, b ,,\\tc\"", "a b c"), ("\",\"", ""), ("\"\"", "default"), ("null", "default")],
            wrong: ["[\"a\"]", "7"],
            expectation: "a string of names between commas"),
        SettingRow(
            key: "auxiliaryCNIChainName", reading: { $0.auxiliaryChain ?? "nil" }, standard: "nil",
            right: [("\"a.b-c\"", "a.b-c"), ("\"\"", "nil"), ("null", "nil")],
            wrong: ["\"../x\"", "\"a/b\"", "\".\"", "\"a b\""],
            expectation: "a name of letters, digits, \"_\", \".\" and \"-\" that begins with a letter or digit"),
        SettingRow(
            key: "retryDeleteOnError", reading: { _ in "" }, standard: "", right: [("true", ""), ("false", "")],
            wrong: ["\"true\"", "1"], expectation: "true or false"),
        path("confDir", "/etc/cni/tartan.d") { $0.configurationFolder },
        path("binDir", "nil") { $0.binaryFolder ?? "nil" },
        path("cniDir", "/var/lib/cni/multus") { $0.multusState },
        path("kubeletDir", "/var/lib/kubelet") { $0.kubeletFolder },
        path("readinessindicatorfile", "nil") { $0.readinessIndicatorFile ?? "nil" },
        duration("readinessTimeout", 10_000, least: 0) { $0.readinessTimeout },
        path("logFile", "nil") { $0.log.file ?? "nil" },
        SettingRow(
            key: "logLevel", reading: { $0.log.level.rawValue }, standard: "error",
            right: ["panic", "error", "verbose", "debug"].map { ("\"\($0)\"", $0) } + [("\"\"", "error")],
            wrong: ["\"loud\"", "\"Debug\"", "3"], expectation: #"one of "panic", "error", "verbose", "debug""#),
        SettingRow(
            key: "logOptions",
            reading: { "\($0.log.rotation.size >> 20) \($0.log.rotation.days) \($0.log.rotation.backups)" },
            standard: "100 5 5",
            right: [
                (#"{"maxSize":7,"maxAge":3,"maxBackups":2,"compress":true}"#, "7 3 2"), ("{}", "100 5 5"),
                (#"{"maxSize":0,"maxAge":0,"maxBackups":0}"#, "100 0 0"), (#"{"maxSize":null}"#, "100 5 5"),
                (#"{"MaxSize":1000000}"#, "1000000 5 5"),
            ], wrong: ["7", "[]", "true"], expectation: "an object"),
        flag("logToStderr", true) { $0.log.toStandardError },
        path("store", "/var/lib/tartan") { $0.store },
        SettingRow(
            key: "result", reading: { $0.answerMode.rawValue }, standard: "merged",
            right: [("\"primary\"", "primary"), ("\"merged\"", "merged"), ("null", "merged")],
            wrong: ["\"both\"", "true", "\"Primary\""], expectation: #"one of "merged", "primary""#),
        SettingRow(
            key: "unknownPod", reading: { $0.unknownPod.rawValue }, standard: "fail",
            right: [("\"clusterNetwork\"", "clusterNetwork"), ("\"fail\"", "fail")], wrong: ["\"pass\"", "false"],
            expectation: #"one of "fail", "clusterNetwork""#),
        SettingRow(
            key: "invalidAnnotation", reading: { $0.invalidAnnotation.rawValue }, standard: "fail",
            right: [("\"ignore\"", "ignore"), ("\"fail\"", "fail")], wrong: ["\"pass\"", "true", "\"Ignore\""],
            expectation: #"one of "fail", "ignore""#),
        flag("requestsAsArguments", false) { $0.requestsAsArguments },
        duration("delegateTimeout", 30_000, least: 1) { $0.delegateTimeout },
        path("agentSocket", "/run/tartan/agent.sock") { $0.agentSocket },
        texts("fetchCommand", "nil") { list($0.fetchCommand) },
        duration("statusWait", 200, least: 0) { $0.statusWait },
    ]
}
