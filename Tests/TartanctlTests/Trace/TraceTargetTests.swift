import ExactJSON
import Foundation
import TestKit
import Testing

@testable import tartanctl

/// Whose calls `trace` shows, by the names that people give.
@Suite struct TraceTargetTests {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
        try SampleRecord().write(to: folder.path + "/store")
    }

    static let names = [
        ["shop/web"], ["web", "-n", "shop"], ["3ca646fd8aeb0123456789"], ["3ca6"], ["3ca646fd8aeb/eth0"],
        ["shop/web/eth0"], ["shop/web/lan0"], ["web/eth0", "-n", "shop"],
    ]

    @Test("a call is found by its pod and by its sandbox, and by the interfaces of both", arguments: names)
    func found(_ name: [String]) throws {
        let outcome = try tartanctl.run(["trace"] + name + ["--store", folder.path + "/store"])
        #expect(outcome.status == 0 && outcome.output.hasPrefix("ADD of shop/web took 7.0 ms: 2 networks attached\n"))
        #expect(outcome.output.contains(" (5m ago), sandbox 3ca646fd8aeb0123456789, interface eth0\n"))
    }

    static let strangers = [
        (["web"], "tartanctl trace shop/web"), (["shop/wbe"], "tartanctl trace shop/web"), (["3ca"], "--follow"),
        (["shop/web/eth1"], "tartanctl trace shop/web"), (["4ca646fd8aeb"], "tartanctl get records"),
        (["web", "-n", "infra"], "tartanctl trace shop/web"),
    ]

    @Test("what isn't there is answered with what was probably meant, and status 1", arguments: strangers)
    func notFound(_ name: [String], _ hint: String) throws {
        let outcome = try tartanctl.run(["trace"] + name + ["--store", folder.path + "/store"])
        #expect(outcome.status == 1 && outcome.output == "", "\(outcome)")
        #expect(outcome.errors.hasPrefix("error: nothing is known of \"\(name[0])\" in "), "\(outcome)")
        #expect(outcome.errors.contains(hint), "\(outcome)")
    }

    @Test("of a pod in the store of which no ADD came that is said")
    func inStore() throws {
        _ = try tartanctl("apply", "-f", "-", input: #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"idle"}}"#)
        let outcome = try tartanctl("trace", "idle")
        #expect(outcome.status == 1 && outcome.errors.contains("no ADD of it has come"), "\(outcome)")
        #expect(outcome.errors.contains("tartanctl explain default/idle"))
    }

    @Test("the beginning of several ids is refused with all of them")
    func ambiguous() throws {
        try SampleRecord(sandbox: "3ca646ffff", pod: "db").write(to: folder.path + "/store")
        let outcome = try tartanctl("trace", "3ca646", "-o", "json")
        #expect(outcome.status == 2)
        let error = try JSONParser.parse(outcome.output, limit: 10_000)["error"]
        #expect(error?["code"] == "ambiguous")
        #expect(error?["sandboxes"] == ["3ca646fd8aeb0123456789", "3ca646ffff"])
        // A whole id is never the beginning of another one.
        try SampleRecord(sandbox: "3ca646", pod: "dbx").write(to: folder.path + "/store")
        #expect(try tartanctl("trace", "3ca646").output.hasPrefix("ADD of shop/dbx took"))
    }

    @Test("of several sandboxes the newest is told; a runtime's other networks of it too, earlier ones in a line each")
    func several() throws {
        try SampleRecord(sandbox: "bbbb", isAnswered: false).write(to: folder.path + "/store")
        let outcome = try tartanctl("trace", "shop/web")
        #expect(outcome.output.hasPrefix("ADD of shop/web was cut off after 6.0 ms: no binary was running\n"))
        #expect(
            outcome.output.contains("1       3ca646fd8aeb   eth0        2 networks attached\n"), "\(outcome.output)")
    }

    static let wrong = [
        ["a//b"], [""], ["a/b/c/d"], ["a", "--all", "--last", "1"], ["a", "--last", "0"], ["a", "--follow", "--full"],
        ["a", "--follow", "-o", "otlp"], [],
    ]

    @Test("a wrong line is refused with status 2", arguments: wrong)
    func usage(_ arguments: [String]) throws {
        let outcome = try tartanctl.run(["trace"] + arguments + ["--store", folder.path + "/store"])
        #expect(outcome.status == 2 && outcome.output == "" && outcome.errors.hasPrefix("error: "), "\(outcome)")
    }

    @Test("spans are written through a link, never over it, and readable by their owner alone")
    func spansThroughLink() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: folder.path + "/spans.json")
        let outcome = try tartanctl("trace", "shop/web", "--otlp", "link")
        #expect(outcome.status == 0 && outcome.output.hasPrefix("ADD of shop/web took"))
        let facts = try FileManager.default.attributesOfItem(atPath: folder.path + "/link")
        #expect(facts[.type] as? FileAttributeType == .typeSymbolicLink)
        let written = try String(contentsOfFile: folder.path + "/spans.json", encoding: .utf8)
        #expect(written.hasPrefix(#"{"resourceSpans":[{"#))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/spans.json")[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let refused = try tartanctl("trace", "shop/web", "--otlp", "nowhere/spans.json")
        #expect(refused.status == 2 && refused.errors.contains("nowhere/"), "\(refused)")
    }
}
