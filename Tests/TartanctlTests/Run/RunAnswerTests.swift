import ExactJSON
import Foundation
import TestKit
import Testing

@Suite struct RunAnswerTests {
    @Test(
        "-o json prints the plugin's bytes and nothing else",
        arguments: ["ADD", "CHECK", "DEL", "GC", "STATUS", "VERSION"])
    func exactAnswer(command: String) throws {
        let fixture = try RunFixture()
        let text = ["ADD", "VERSION"].contains(command) ? RunFixture.result : ""
        try fixture.plugin.answer(command, text)
        let outcome = try fixture.ofWeb(command, "-o", "json")
        #expect(outcome == .init(status: 0, output: text, errors: ""))
    }

    @Test(
        "-o json prints the plugin's error byte for byte too, with status 1",
        arguments: ["ADD", "CHECK", "DEL", "GC", "STATUS"])
    func exactError(command: String) throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer(command, RunFixture.refusal + "\n\n", then: "echo noise >&2; exit 1")
        let outcome = try fixture.ofWeb(command, "-o", "json")
        #expect(outcome == .init(status: 1, output: RunFixture.refusal + "\n\n", errors: ""))
    }

    @Test("bytes that are no UTF-8 stay as they are")
    func exactBytes() throws {
        let fixture = try RunFixture()
        try fixture.plugin.run("CHECK", #"printf '{"a":"\377"}'"#)
        _ = try fixture.tartanctl.run(
            fixture.arguments(["CHECK", "--pod", "shop/web", "--netns", "demo", "-o", "json"]), decoding: false)
        let bytes = FileManager.default.contents(atPath: fixture.folder.path + "/.output")
        #expect(bytes == Data(Array(#"{"a":""#.utf8) + [0xff] + Array(#""}"#.utf8)))
    }

    @Test("a person reads the plugin's message, then its details", arguments: ["ADD", "CHECK", "DEL", "GC", "STATUS"])
    func errorText(command: String) throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer(command, RunFixture.refusal, then: "exit 1")
        let outcome = try fixture.ofWeb(command)
        #expect(
            outcome
                == .init(status: 1, output: "", errors: "error: shop/web: no such thing\n       Look at it.\n"))
    }

    @Test(
        "what was done is said in a line",
        arguments: [
            ("CHECK", "shop/web is as it was attached (CHECK took "), ("DEL", "shop/web is detached (DEL took "),
            ("GC", "nothing is left of what is no longer listed (GC took "),
            ("STATUS", "an ADD could work now (STATUS took "),
        ])
    func done(command: String, text: String) throws {
        let fixture = try RunFixture()
        let outcome = try fixture.ofWeb(command)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.hasPrefix(text))
        #expect(outcome.output.hasSuffix(" ms)\n"))
    }

    @Test(
        "an answer that can't be used is told as what it is, with what was said on stderr",
        arguments: [
            ("ADD", "echo one >&2; echo two >&2; exit 3", "exited with status 3 and gave no error"),
            ("ADD", "echo one >&2; echo two >&2; kill -SEGV $$", "was killed by signal 11 and gave no error"),
            ("ADD", "echo one >&2; echo two >&2", "reported success but printed no result"),
            (
                "ADD", "echo one >&2; echo two >&2; echo '{'",
                "reported success but printed something that is not JSON: "
            ),
            (
                "ADD", "echo one >&2; echo two >&2; echo '[]'",
                "reported success but printed a result that can't be used: "
            ),
            ("ADD", "echo one >&2; echo two >&2; echo rubbish; exit 1", "exited with status 1 and gave no error"),
            ("DEL", "echo one >&2; echo two >&2; exit 1", "exited with status 1 and gave no error"),
            ("VERSION", "echo one >&2; echo two >&2", "reported success but printed no result"),
        ])
    func broken(command: String, script: String, words: String) throws {
        let fixture = try RunFixture()
        try fixture.plugin.run(command, script)
        let outcome = try fixture.ofWeb(command)
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("error: \(fixture.plugin.path) \(words)"), "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix(".\n       one\n       two\n"), "\(outcome.errors)")

        let document = try fixture.ofWeb(command, "-o", "json")
        #expect(document.status == 1)
        #expect(document.errors == "")
        let error = try JSONParser.parse(document.output, limit: 10_000)["error"]
        #expect(error?["code"] == "plugin")
        #expect(error?["message"]?.string?.hasPrefix("\(fixture.plugin.path) \(words)") == true)
        #expect(error?["next"] == ["one", "two"])
    }

    @Test("an error object with exit status 0 is an error")
    func errorWithSuccess() throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer("ADD", RunFixture.refusal)
        #expect(try fixture.ofWeb("ADD").status == 1)
        #expect(try fixture.ofWeb("ADD", "-o", "json") == .init(status: 1, output: RunFixture.refusal, errors: ""))
    }

    @Test("text on stdout of a successful DEL is no reason to fail")
    func chattyDelete() throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer("DEL", "done.")
        #expect(try fixture.ofWeb("DEL").status == 0)
    }

    @Test("a plugin that is missing or can't be executed is named")
    func missing() throws {
        let fixture = try RunFixture()
        for path in ["/nowhere/tartan", fixture.folder.path, fixture.config] {
            let outcome = try fixture.tartanctl("run", "VERSION", "--plugin", path)
            #expect(outcome.status == 2)
            #expect(outcome.errors == "error: \(path) is no file that can be executed.\n")
        }
        try fixture.folder.write("plugin/tartan", "#!/nowhere/shell\n", mode: 0o755)
        let outcome = try fixture.ofWeb("ADD")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == "error: cannot execute \(fixture.plugin.path): No such file or directory "
                + "(the file, its interpreter or its loader).\n")
    }

    @Test("a plugin is found by a path from here")
    func relativePlugin() throws {
        let fixture = try RunFixture()
        let outcome = try fixture.tartanctl("run", "STATUS", "--plugin", "plugin/tartan", "--config", "tartan.conflist")
        #expect(outcome.status == 0)
        #expect(try fixture.plugin.calls().map(\.command) == ["STATUS"])
    }
}
