import CNI
import ExactJSON
import Foundation
import Testing

@testable import TartanCore

@Suite("Tartan's configuration") struct SettingsTests {
    /// A value that is refused, as an error shows it.
    private struct Refusal: Error, Equatable {
        let key: String
        let value: String
        let expected: String
    }

    private static func settings(_ text: String, ownName: String = "tartan") throws -> Settings {
        do { return try Settings(text: Array(text.utf8), ownName: ownName) } catch {
            guard case .unusable(let key, let value, let expected, _) = error else { throw error }
            throw Refusal(key: key, value: value, expected: expected)
        }
    }

    private static func settings(_ key: String, _ json: String) throws -> Settings {
        try settings(key == "name" ? "{\"name\":\(json)}" : "{\"name\":\"n\",\"\(key)\":\(json)}")
    }

    @Test("a key that isn't there has its default", arguments: SettingRow.all)
    func standard(row: SettingRow) throws {
        #expect(row.reading(try Self.settings(#"{"name":"n"}"#)) == row.standard)
    }

    @Test("a key takes its values", arguments: SettingRow.all)
    func right(row: SettingRow) throws {
        for (json, expected) in row.right {
            #expect(row.reading(try Self.settings(row.key, json)) == expected, "\(json)")
        }
    }

    @Test("a wrong value is refused with key, value and what is expected", arguments: SettingRow.all)
    func wrong(row: SettingRow) throws {
        for json in row.wrong {
            let value = try JSONParser.parse(json, limit: 1000)
            let shown = value.object == nil ? json : "an object"
            #expect(throws: Refusal(key: row.key, value: shown, expected: row.expectation), "\(json)") {
                try Self.settings(row.key, json)
            }
        }
    }

    @Test("a key is found whatever its case, the exact one before others", arguments: SettingRow.all)
    func anyCase(row: SettingRow) throws {
        let (json, expected) = row.right[0]
        if row.key != "name" {
            #expect(row.reading(try Self.settings(row.key.uppercased(), json)) == expected)
        }
        let both =
            "{\"\(row.key)\":\(json),\"\(row.key.uppercased())\":{\"wrong\":[]}"
            + (row.key == "name" ? "}" : ",\"name\":\"n\"}")
        #expect(row.reading(try Self.settings(both)) == expected)
        if row.key == "name" { return }
        let refused = try #require(throws: Refusal.self) { try Self.settings(row.key.uppercased(), row.wrong[0]) }
        #expect(refused.key == row.key)
    }

    @Test(
        "the error tells a wrong type from a wrong value, and a wrong value by its kind",
        arguments: [
            ("logFile", "7", SettingsFault.type), ("logFile", "\"a\"", .form), ("fetchCommand", "[\"a\",7]", .type),
            ("fetchCommand", "[\"\"]", .form), ("statusWait", "\"soon\"", .form), ("statusWait", "4000", .range),
            ("statusWait", "\"2h\"", .range), ("statusWait", "[]", .type), ("result", "3", .type),
            ("result", "\"both\"", .choice(["merged", "primary"])), ("auxiliaryCNIChainName", "\"../a\"", .form),
            ("namespaceIsolation", "\"true\"", .type),
        ])
    func fault(key: String, json: String, fault: SettingsFault) throws {
        let text = Array(#"{"name":"n","\#(key)":\#(json)}"#.utf8)
        let refused = try #require(throws: SettingsError.self) { try Settings(text: text, ownName: "tartan") }
        guard case .unusable(key, _, _, let found) = refused else {
            Issue.record("\(refused)")
            return
        }
        #expect(found == fault)
    }

    @Test("every key is listed, and every listed key is read")
    func keys() throws {
        let read = Set(SettingRow.all.map(\.key)).union([
            "cniVersion", "name", "type", "capabilities", "runtimeConfig", "cni.dev/valid-attachments", "logOptions",
        ])
        #expect(Set(Settings.keys).isSuperset(of: SettingRow.all.map(\.key).filter { !$0.contains(".") }))
        for key in Settings.keys {
            #expect(throws: (any Error).self, "\(key) is not read") {
                try Self.settings(key, key == "delegates" ? "7" : "[[]]")
            }
            #expect(read.contains(key) || key == "retryDeleteOnError", "\(key)")
        }
        for key in Settings.logOptionKeys {
            #expect(throws: (any Error).self, "\(key) is not read") {
                try Self.settings("logOptions", "{\"\(key)\":[]}")
            }
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/configuration.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").compactMap { line in
            line.hasPrefix("| `") ? line.split(separator: "`").dropFirst().first.map(String.init) : nil
        }
        #expect(rows.sorted() == Settings.keys.sorted())
    }

    @Test("the error says what is wrong in one sentence")
    func sentence() {
        let error = SettingsError.unusable(key: "result", value: "\"bo\nth\"", expected: "x", .form)
        #expect(error.description == "Tartan's configuration has \"result\": \"bo\\nth\", expected x")
    }

    @Test("a long value is shortened in the error, an object not shown at all: it may hold a secret")
    func shown() throws {
        let long = "\"" + String(repeating: "a", count: 200) + "\""
        #expect(
            throws: Refusal(
                key: "logToStderr", value: "\"" + String(repeating: "a", count: 99) + "…", expected: "true or false")
        ) { try Self.settings("logToStderr", long) }
        #expect(throws: Refusal(key: "store", value: "an object", expected: "a string")) {
            try Self.settings("store", #"{"password":"secret"}"#)
        }
        #expect(throws: Refusal(key: "store", value: "an array", expected: "a string")) {
            try Self.settings("store", #"[[{"password":"secret"}]]"#)
        }
    }

    @Test(
        "durations",
        arguments: [
            ("0", 0), ("1", 1000), ("1.5", 1500), ("0.0004", 0), ("0.0006", 1), ("3600", 3_600_000), ("1e1", 10_000),
            (#""0s""#, 0), (#""1500ms""#, 1500), (#""1.5s""#, 1500), (#""2m""#, 120_000), (#""1h""#, 3_600_000),
            (#"".5s""#, 500),
            (#""60m""#, 3_600_000),
        ])
    func durations(json: String, milliseconds: Int) throws {
        #expect(try Self.settings("statusWait", json).statusWait == milliseconds)
    }

    @Test(
        "texts that are no duration",
        arguments: [
            #""""#, #""5""#, #""s""#, #""ms""#, #""-1s""#, #""+1s""#, #""1 s""#, #"" 1s""#, #""1S""#, #""1.2.3s""#,
            #""1e3ms""#,
            #""٣s""#, #""1m30s""#, #""2h""#, #""infs""#, #""nanms""#, "1e400", "3600.001", "-0.001", #""0x10s""#,
            #""1d""#,
        ])
    func noDurations(json: String) {
        #expect(
            throws: Refusal(
                key: "statusWait", value: json,
                expected: "a number of seconds or a duration such as \"1500ms\" (at most an hour)")
        ) { try Self.settings("statusWait", json) }
    }

    @Test(
        "capabilities are booleans, and null counts as false",
        arguments: [("\"true\"", "\"true\""), ("1", "1"), ("{}", "an object"), ("[true]", "[true]")])
    func wrongCapability(value: String, shown: String) throws {
        #expect(
            throws: Refusal(key: "capabilities.mac", value: shown, expected: "true or false")
        ) { try Self.settings("capabilities", #"{"ips":true,"mac":\#(value)}"#) }
        #expect(try Self.settings("capabilities", #"{"ips":false,"mac":null}"#).name == "n")
    }

    @Test("an unknown key is passed over, whatever it holds")
    func unknown() throws {
        #expect(try Self.settings("somethingElse", "[{}]").name == "n")
    }

    @Test(
        "a configuration without a usable name is refused",
        arguments: [
            ("{}", SettingsError.missingName), (#"{"name":""}"#, .missingName), (#"{"name":null}"#, .missingName),
            (
                #"{"name":"a/b"}"#,
                .invalidName(InvalidName("a/b", "has characters other than letters, digits, \"_\", \".\" and \"-\""))
            ),
            (#"{"name":".."}"#, .invalidName(InvalidName("..", "does not begin with a letter or digit"))),
            ("[]", .notAnObject(found: "an array")), ("null", .notAnObject(found: "null")),
            (#"{"cniVersion":"1.2.0","name":"n"}"#, .unknownVersion("1.2.0")),
            (#"{"cniVersion":"0.9.0","name":"n"}"#, .unknownVersion("0.9.0")),
            (#"{"cniVersion":"x","name":"n"}"#, .unknownVersion("x")),
        ])
    func refused(text: String, error: SettingsError) {
        #expect(throws: error) { try Self.settings(text) }
    }

    @Test("broken JSON is told with its place", arguments: ["", "{", "{\"name\":\"n\",}"])
    func syntax(text: String) throws {
        let expected = try #require(throws: JSONError.self) { try JSONParser.parse(text, limit: 1000) }
        #expect(throws: SettingsError.syntax(expected)) { try Self.settings(text) }
    }

    @Test(
        "started as multus or with that type, the defaults are Multus'; what is stated counts",
        arguments: [("multus", ""), ("tartan", #","type":"multus""#), ("multus", #","type":"multus""#)])
    func multus(name: String, type: String) throws {
        let multus = try Self.settings(#"{"name":"n"\#(type)}"#, ownName: name)
        #expect(multus.configurationFolder == "/etc/cni/multus/net.d")
        #expect(multus.answerMode == .primary)
        #expect(multus.requestsAsArguments)
        let own = #","confDir":"/a","result":"merged","requestsAsArguments":false"#
        let stated = try Self.settings(#"{"name":"n"\#(type)\#(own)}"#, ownName: name)
        #expect(stated.configurationFolder == "/a")
        #expect(stated.answerMode == .merged)
        #expect(!stated.requestsAsArguments)
    }

    @Test("another type than multus changes nothing", arguments: ["tartan", "multus-shim", "Multus"])
    func otherType(type: String) throws {
        let settings = try Self.settings(#"{"name":"n","type":"\#(type)"}"#)
        #expect(settings.configurationFolder == "/etc/cni/tartan.d")
        #expect(settings.answerMode == .merged)
        #expect(!settings.requestsAsArguments)
    }

    @Test(
        "a wrong value of logOptions is told with the whole key",
        arguments: [
            ("maxSize", "\"7\""), ("maxSize", "-1"), ("maxSize", "1.5"), ("maxSize", "1000001"), ("maxAge", "[]"),
            ("maxBackups", "true"), ("maxBackups", "9223372036854775808"),
        ])
    func logOptions(key: String, json: String) throws {
        let expected = Refusal(
            key: "logOptions." + key, value: json, expected: "a whole number from 0 to 1000000")
        #expect(throws: expected) { try Self.settings("logOptions", #"{"\#(key)":\#(json)}"#) }
        #expect(
            throws: Refusal(key: "logOptions.compress", value: "1", expected: "true or false")
        ) { try Self.settings("logOptions", #"{"compress":1}"#) }
    }

    @Test("an empty fetchCommand is none")
    func fetchCommand() throws {
        #expect(try Self.settings("fetchCommand", "[]").fetchCommand == nil)
    }

    @Test("GC's list is read under both of its names, the newer one first")
    func validAttachments() throws {
        let one = #"[{"containerID":"a","ifname":"eth0"}]"#
        #expect(try Self.settings(#"{"name":"n"}"#).validAttachments == nil)
        #expect(try Self.settings("cni.dev/valid-attachments", "null").validAttachments == nil)
        #expect(try Self.settings("cni.dev/valid-attachments", "[]").validAttachments == [])
        let expected = [ValidAttachment(containerID: "a", interface: "eth0")]
        #expect(try Self.settings("cni.dev/valid-attachments", one).validAttachments == expected)
        #expect(try Self.settings("cni.dev/attachments", one).validAttachments == expected)
        #expect(
            try Self.settings("cni.dev/attachments", "\(one),\"cni.dev/valid-attachments\":[]").validAttachments == [])
    }

    @Test(
        "an element of GC's list that names no attachment is refused: what it meant would be detached",
        arguments: ["7", "{}", "null", #"{"containerID":"a"}"#, #"{"containerID":1,"ifname":"eth0"}"#])
    func wrongAttachment(element: String) {
        let shown = element.hasPrefix("{") ? "an object" : element
        for key in ["cni.dev/attachments", "cni.dev/valid-attachments"] {
            #expect(
                throws: Refusal(
                    key: key, value: shown, expected: "attachments with \"containerID\" and \"ifname\"")
            ) { try Self.settings(key, #"[{"containerID":"b","ifname":"x"},\#(element)]"#) }
        }
    }
}
