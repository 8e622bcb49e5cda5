import ExactJSON
import TestKit
import Testing

@Suite struct DeleteTests {
    let tartanctl: TartanctlProcess
    var folder: TemporaryFolder { tartanctl.folder }

    init() throws {
        tartanctl = try .withSamples()
    }

    @Test(
        "objects are deleted by name in every way of writing it",
        arguments: [
            ["network", "infra/storage"], ["networks", "storage", "-n", "infra"], ["network/infra/storage"],
            ["net-attach-def/storage", "-n", "infra"],
        ])
    func names(_ words: [String]) throws {
        let outcome = try tartanctl.run(["delete"] + words + ["--store", folder.path + "/store"])
        #expect(outcome == .init(status: 0, output: "network infra/storage deleted\n", errors: ""))
        #expect(try tartanctl("get", "networks", "-A").output == "")
    }

    @Test("what a file names is deleted, whatever is in its configuration")
    func file() throws {
        try folder.write("a.yaml", (Samples.storage + "---\n" + Samples.web).replacing("{", with: "("))
        #expect(
            try tartanctl("delete", "-f", "a.yaml").output == "network infra/storage deleted\npod shop/web deleted\n")
    }

    @Test("what isn't there is told, the rest is deleted, and the answer is no")
    func missing() throws {
        let outcome = try tartanctl("delete", "network", "infra/storge", "infra/storage")
        #expect(outcome.status == 1)
        #expect(outcome.output == "network infra/storage deleted\n")
        #expect(outcome.errors.hasPrefix("error: no network \"infra/storge\" in "))
        let ignored = try tartanctl("delete", "network", "infra/storge", "--ignore-not-found")
        #expect(ignored == .init(status: 0, output: "", errors: ""))
    }

    @Test("with JSON the failure carries what was deleted all the same")
    func json() throws {
        let outcome = try tartanctl("delete", "pod", "shop/web", "shop/none", "-o", "json")
        #expect(outcome.status == 1)
        let error = try JSONParser.parse(outcome.output, limit: 10_000)["error"]
        #expect(error?["name"] == "none")
        #expect(error?["objects"]?.array?.map { $0["name"] } == ["web"])
    }

    @Test(
        "neither names nor a file, both, a kind that can't be deleted and no name are wrong command lines",
        arguments: [[], ["pod", "a", "-f", "a.yaml"], ["records", "x"], ["pod"], ["pod/a", "b"], ["pod", "../x"]])
    func usage(_ words: [String]) throws {
        let outcome = try tartanctl.run(["delete"] + words + ["--store", folder.path + "/store"])
        #expect(outcome.status == 2 && outcome.output == "" && outcome.errors.hasPrefix("error: "), "\(outcome)")
        #expect(try tartanctl("get", "networks", "-A", "-o", "name").output == "network/infra/storage\n")
        #expect(try tartanctl("get", "pods", "-A", "-o", "name").output == "pod/shop/web\n")
    }
}
