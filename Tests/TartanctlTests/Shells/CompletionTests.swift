import TestKit
import Testing

@testable import tartanctl

/// What `tartanctl __complete` answers, which every shell asks.
@Suite struct CompletionTests {
    let tartanctl: TartanctlProcess

    init() throws {
        tartanctl = try .withSamples()
        try SampleRecord().write(to: tartanctl.folder.path + "/store")
    }

    /// - Returns: the words, and at last what the shell may propose beside them.
    private func answer(_ words: String...) throws -> [String] {
        var process = tartanctl
        process.environment = ["TARTAN_STORE": tartanctl.folder.path + "/store"]
        let outcome = try process.run(["__complete"] + words)
        try #require(outcome.status == 0 && outcome.errors == "", "\(outcome)")
        return outcome.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    }

    @Test("commands are completed, with what they are for")
    func commands() throws {
        #expect(try answer("de") == ["delete", "describe", ":4"])
        #expect(try answer("") == CommandDescription.root().shownSubcommands.map(\.name) + [":4"])
        #expect(try answer("help", "ge") == ["get", ":4"])
        #expect(try tartanctl.run(["__complete", "schem"]).output.hasPrefix("schema\tPrint a JSON Schema, for"))
        #expect(try answer("nonsense", "") == [":4"])
    }

    @Test("options are completed once each, those that may be repeated again and again")
    func options() throws {
        #expect(try answer("get", "--na") == ["--namespace", ":4"])
        #expect(try answer("get", "pods", "-n", "shop", "--na") == [":4"])
        #expect(try answer("get", "pods", "-nshop", "--na") == [":4"])
        #expect(try answer("apply", "-f", "x", "--fi") == ["--filename", ":4"])
        #expect(try answer("get", "-").contains("--selector"))
        #expect(try answer("get", "--", "--na") == [":4"])
    }

    @Test(
        "a value of a list is completed wherever it may stand",
        arguments: [["get", "pods", "-o", "j"], ["get", "--output=j"], ["get", "pods", "-A", "--output", "j"]])
    func lists(_ words: [String]) throws {
        let outcome = try tartanctl.run(["__complete"] + words)
        #expect(outcome.output == "json\n:4\n")
    }

    @Test("what a command does without a subcommand has its options and values, with and without its name")
    func standardSubcommand() throws {
        #expect(try answer("plugins", "li") == ["list", ":4"])
        #expect(try answer("plugins", "--ou") == ["--output", ":4"])
        #expect(try answer("plugins", "list", "--ou") == ["--output", ":4"])
        #expect(try answer("plugins", "bridge", "-o", "wi") == ["wide", ":4"])
        let folder = tartanctl.folder
        try folder.write("bin/bridge", "")
        try folder.write("bin/bond", "")
        var process = tartanctl
        process.environment = ["CNI_PATH": folder.path + "/bin"]
        #expect(try process.run(["__complete", "plugins", "list", "br"]).output == "bridge\n:4\n")
        #expect(try process.run(["__complete", "plugins", "-o", "json", ""]).output == "bond\nbridge\n:4\n")
    }

    @Test("files and folders are left to the shell")
    func files() throws {
        for words in [["apply", "-f", ""], ["validate", ""], ["validate", "a", "b"], ["explain", "--diff", ""]] {
            #expect(try tartanctl.run(["__complete"] + words).output == ":0\n", "\(words)")
        }
        for words in [["get", "--store", ""], ["doctor", "--root=/"], ["schema", "--plugin-catalogue", "x"]] {
            #expect(try tartanctl.run(["__complete"] + words).output == ":16\n", "\(words)")
        }
    }

    @Test("kinds are completed, those that the command takes, and then names of the kind")
    func objects() throws {
        #expect(try answer("get", "") == ["networks", "pods", "records", "status", ":4"])
        #expect(try answer("delete", "") == ["networks", "pods", ":4"])
        #expect(try answer("get", "nad", "") == ["infra/storage", ":4"])
        #expect(try answer("get", "networks", "-n", "infra", "") == ["storage", ":4"])
        #expect(try answer("get", "networks", "-n", "other", "") == [":4"])
        #expect(try answer("delete", "pod/sh") == ["pod/shop/web", ":4"])
        #expect(try answer("delete", "pod", "shop/web", "") == [":4"])
        #expect(try answer("describe", "record", "3ca") == ["3ca646fd8aeb", ":4"])
        #expect(try answer("describe", "record", "3ca646fd8aeb/") == ["3ca646fd8aeb/eth0", ":4"])
        #expect(try answer("describe", "record", "3ca646fd8aeb01") == ["3ca646fd8aeb0123456789", ":4"])
    }

    @Test("pods, namespaces, sandboxes and networks are those of the store")
    func store() throws {
        #expect(try answer("explain", "s") == ["shop/web", ":4"])
        #expect(try answer("get", "pods", "-n", "") == ["infra", "shop", ":4"])
        #expect(try answer("run", "ADD", "--pod", "") == ["shop/web", ":4"])
        #expect(try answer("trace", "") == ["shop/web", "3ca646fd8aeb", ":4"])
        #expect(try answer("gc", "--forget", "") == ["3ca646fd8aeb", ":4"])
        #expect(try answer("gc", "--forget-network", "") == ["cluster", "infra/storage", ":4"])
        #expect(try answer("get", "pods", "--store", "/nowhere", "") == [":4"])
    }

    @Test("a store that can't be read gives no names and no words")
    func unreadable() throws {
        try tartanctl.folder.write("store/records/x/eth0", "nonsense")
        try tartanctl.folder.write("store/pods/shop/broken", "{")
        #expect(try answer("explain", "shop/w") == ["shop/web", ":4"])
        #expect(try answer("trace", "3") == ["3ca646fd8aeb", ":4"])
    }

    @Test("what is no plain word, or would break the line, is not proposed")
    func plain() {
        var answer = CompletionAnswer()
        answer.candidates = ["a b", "$(x)", "a\nb", "", "'", "infra/lan"].map { .init(word: $0, note: "n\n\tx") }
        #expect(answer.text == "infra/lan\tn\\n\\tx\n:4\n")
    }

    @Test("codes of findings, calls, runtimes, cluster networks and shells are completed")
    func known() throws {
        #expect(try answer("explain", "TN1001") == ["TN1001", ":4"])
        #expect(try answer("validate", "--ignore", "TN1").count > 100)
        #expect(try answer("explain", "co") == ["codes", ":4"])
        #expect(try answer("run", "A") == ["ADD", ":4"])
        #expect(try answer("run", "ADD", "--as=c") == ["containerd", "crio", ":4"])
        #expect(try answer("init", "--cluster-network", "c") == ["calico", "canal", "cilium", ":0"])
        #expect(try answer("completion", "") == ["bash", "zsh", "fish", ":4"])
        #expect(try answer("schema", "d") == ["definition", ":4"])
    }
}
