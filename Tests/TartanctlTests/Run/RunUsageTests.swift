import ExactJSON
import Foundation
import Testing

@Suite struct RunUsageTests {
    @Test(
        "a wrong command line ends with 2, says what is missing, and calls nothing",
        arguments: [
            (["ADD", "--netns", "demo"], "ADD needs --pod or --container-id"),
            (["CHECK", "--netns", "demo"], "CHECK needs --pod or --container-id"),
            (["DEL"], "DEL needs --pod or --container-id"),
            (["ADD", "--pod", "shop/web"], "ADD needs --netns"),
            (["CHECK", "--container-id", "x"], "CHECK needs --netns"),
            (["ADD", "--pod", "a/b/c", "--netns", "demo"], "\"b/c\" has characters"),
            (["ADD", "--pod", "shop/We b", "--netns", "demo"], "We b"),
            (["ATTACH"], "ATTACH"),
            (["ADD", "--pod", "shop/web", "--netns", "demo", "--as", "docker"], "docker"),
            (["ADD", "--pod", "shop/web", "--netns", "demo", "-o", "yaml"], "yaml"),
        ])
    func usage(arguments: [String], words: String) throws {
        let fixture = try RunFixture()
        let outcome = try fixture.tartanctl.run(fixture.arguments(arguments))
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("error: "), "\(outcome.errors)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(try fixture.plugin.calls().isEmpty)
    }

    @Test("with -o json a wrong command line is told as JSON")
    func json() throws {
        let fixture = try RunFixture()
        let outcome = try fixture.run("ADD", "--netns", "demo", "-o", "json")
        #expect(outcome.status == 2)
        #expect(outcome.errors == "")
        #expect(try JSONParser.parse(outcome.output, limit: 10_000)["error"]?["code"] == "usage")
    }
}
