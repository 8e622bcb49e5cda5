import ExactJSON
import TestKit
import Testing

@Suite struct DescribeTests {
    let tartanctl: TartanctlProcess
    var folder: TemporaryFolder { tartanctl.folder }

    init() throws {
        tartanctl = try .withSamples()
    }

    @Test("a network is described with its chain and its pods, and without its secrets")
    func network() throws {
        let outcome = try tartanctl("describe", "network", "infra/storage")
        #expect(outcome.status == 0)
        #expect(
            outcome.output.hasPrefix("infra/storage: macvlan, addresses by host-local; 1 pod asks for it, 0 attached\n")
        )
        #expect(outcome.output.contains("shop/web   infra/storage@lan0"))
        let json = try tartanctl("describe", "network", "infra/storage", "-o", "json").output
        for text in [outcome.output, json] { #expect(!text.contains("hunter") && text.contains("(hidden)")) }
        #expect(try JSONParser.parse(json, limit: 10_000)["askedForBy"]?.array?.first?["name"] == "web")
    }

    @Test("a pod is described with what it asks for and what of that isn't there")
    func pod() throws {
        let outcome = try tartanctl("describe", "pod", "web", "-n", "shop")
        #expect(outcome.output.hasPrefix("shop/web is not attached to any network\n"))
        #expect(outcome.output.contains("uplink               shop/uplink     not in the store"))
        #expect(outcome.output.contains("tartanctl explain shop/web"))
    }

    @Test("control characters of a manifest don't reach the terminal")
    func control() throws {
        let text = #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","uid":"\u001b[31mred\u009b"}}"#
        _ = try tartanctl("apply", "-f", "-", input: text)
        for arguments in [["describe", "pod", "x"], ["get", "pods"]] {
            let outcome = try tartanctl.run(arguments + ["--store", folder.path + "/store"])
            #expect(!outcome.output.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x9B })
            #expect(outcome.output.contains(#"\u{1b}[31mred"#))
        }
    }

    @Test(
        "a kind that can't be described, none, and names beside a selector are wrong command lines",
        arguments: [["status", "a"], [], ["pod", "a", "-l", "b"]])
    func usage(_ words: [String]) throws {
        let outcome = try tartanctl.run(["describe"] + words + ["--store", folder.path + "/store"])
        #expect(outcome.status == 2 && outcome.output == "" && outcome.errors.hasPrefix("error: "), "\(outcome)")
    }
}
