import ExactJSON
import TestKit
import Testing

@testable import tartanctl

/// `kubectl tartan …`: the same program under the name that kubectl looks for.
@Suite struct KubectlPluginTests {
    let fixture: ShellFixture

    init() throws {
        fixture = try ShellFixture()
    }

    @Test("help, usage errors and next steps name the command as the person types it")
    func words() throws {
        let help = try fixture.run("kubectl-tartan", "get", "--help")
        #expect(help.status == 0 && help.output.contains("USAGE: kubectl tartan get (networks|"))
        #expect(help.output.contains("  kubectl tartan get networks -A\n"))
        #expect(!help.output.contains("tartanctl"))
        let usage = try fixture.run("kubectl-tartan", "get", "pods", "--nonsense")
        #expect(usage.status == 2 && usage.errors.hasSuffix("       kubectl tartan get --help\n"))
        let missing = try fixture.run("kubectl-tartan", "get", "pod", "web")
        #expect(missing.errors.contains("       kubectl tartan get pods shop/web\n"))
        let json = try fixture.run("kubectl-tartan", "get", "pod", "web", "-o", "json")
        let error = try JSONParser.parse(json.output, limit: 10_000)["error"]
        #expect(error?["next"] == ["kubectl tartan get pods shop/web"])
        #expect(try fixture.run("tartanctl", "get", "--help").output.contains("USAGE: tartanctl get"))
    }

    @Test("the name is replaced where it is a word, and not in paths and longer names")
    func asPlugin() {
        #expect(InvokedName.asPlugin("sudo tartanctl gc; tartanctl") == "sudo kubectl tartan gc; kubectl tartan")
        #expect(InvokedName.asPlugin("(tartanctl's) tartanctl.") == "(kubectl tartan's) kubectl tartan.")
        for text in ["/usr/bin/tartanctl", "tartanctl-get(1)", "_tartanctl", "mytartanctl", "tartanctl/x", "tartanct"] {
            #expect(InvokedName.asPlugin(text) == text)
        }
    }

    /// Of what kubectl reads: lines of a word, and behind one tab what it is; at last a colon and a number.
    @Test(
        "kubectl_complete-tartan answers in the form that kubectl reads",
        arguments: [["get", ""], ["get", "pods", "--output="], ["apply", "-f", ""], ["explain", "TN10"], [""], []])
    func form(_ words: [String]) throws {
        var process = fixture.tartanctl
        process.environment = ["TARTAN_STORE": fixture.folder.path + "/store"]
        let expected = try process.run(["__complete"] + words)
        let outcome = try fixture.run(
            "sh", "-c", "exec kubectl_complete-tartan \(words.map { "'\($0)'" }.joined(separator: " "))")
        #expect(outcome == expected && outcome.status == 0 && outcome.errors == "")
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.last == "" && lines.count >= 2)
        #expect([":0", ":4", ":16"].contains(lines.dropLast().last))
        for line in lines.dropLast(2) {
            #expect(line.count { $0 == "\t" } <= 1 && !line.hasPrefix(":") && !line.hasPrefix("\t"), "\(line)")
        }
    }

    @Test("a real kubectl runs it, with its exit status", .enabled(if: ShellFixture.isThere("kubectl")))
    func kubectl() throws {
        let got = try fixture.run("kubectl", "tartan", "get", "pods", "-A", "-o", "name")
        #expect(got == .init(status: 0, output: "pod/shop/web\n", errors: ""))
        #expect(try fixture.run("kubectl", "tartan", "get", "pod", "shop/wbe").status == 1)
        #expect(try fixture.run("kubectl", "tartan", "get", "--nonsense").status == 2)
        let listed = try fixture.run("kubectl", "plugin", "list")
        #expect(listed.output.contains(fixture.folder.path + "/bin/kubectl-tartan"))
    }

    /// Those before 1.26 know no completion of plugins.
    @Test("a real kubectl completes it", .enabled(if: ShellFixture.isThere("kubectl")))
    func completion() throws {
        let version = try fixture.run("kubectl", "version", "--client", "-o", "json").output
        let client = try JSONParser.parse(version, limit: 100_000)["clientVersion"]
        let minor = try #require(client?["minor"]?.string.flatMap { Int($0.prefix { $0.isNumber }) })
        let outcome = try fixture.run("kubectl", "__complete", "tartan", "get", "pods", "-n", "")
        if minor >= 26 {
            #expect(outcome.output == "infra\nshop\n:4\n")
        } else {
            #expect(outcome.status == 0 && !outcome.output.contains("shop"))
        }
    }
}
