import Foundation
import TestKit
import Testing

@testable import tartanctl

@Suite struct ManualTests {
    let fixture: ShellFixture

    init() throws {
        fixture = try ShellFixture()
        let outcome = try fixture.tartanctl.run(["man", "--date", "2026-01-31", "man/man1"])
        try #require(outcome == .init(status: 0, output: "", errors: ""))
    }

    private func page(_ name: String) throws -> String {
        try String(contentsOfFile: "\(fixture.folder.path)/man/man1/\(name).1", encoding: .utf8)
    }

    @Test("there is a page for every command that people are shown")
    func pages() throws {
        let root = try CommandDescription.root()
        let expected = root.shownTree.dropFirst().map { "\($0.path.joined(separator: "-")).1" }
        try #require(expected.contains("tartanctl-get.1") && expected.contains("tartanctl-plugins-list.1"))
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path + "/man/man1")
        #expect(names.sorted() == (expected + ["tartanctl.1"]).sorted())
    }

    @Test("mandoc warns of nothing", .enabled(if: ShellFixture.isThere("mandoc")))
    func mandoc() throws {
        let outcome = try fixture.run("sh", "-c", "mandoc -T lint -W warning man/man1/*.1")
        #expect(outcome == .init(status: 0, output: "", errors: ""))
    }

    @Test("groff warns of nothing", .enabled(if: ShellFixture.isThere("groff")))
    func groff() throws {
        let outcome = try fixture.run(
            "sh", "-c", "for page in man/man1/*.1; do groff -ww -man -z $page || exit 1; done")
        #expect(outcome == .init(status: 0, output: "", errors: ""))
    }

    @Test("man shows names, usage, options and examples as they are typed", .enabled(if: ShellFixture.isThere("man")))
    func shown() throws {
        let outcome = try fixture.run("sh", "-c", "MANWIDTH=120 man --warnings -l man/man1/tartanctl-get.1 | cat")
        #expect(outcome.status == 0 && outcome.errors == "")
        for words in [
            "tartanctl-get - List networks", "tartanctl get (networks|pods|records|status) [NAME...]",
            "-l, --selector <selector>", "'env in (test,live),!old'", "tartanctl get pods -n shop -l app=web",
            "2026-01-31", "tartanctl(1)", "TARTAN_STORE",
        ] {
            #expect(outcome.output.contains(words), "\(words) is not in:\n\(outcome.output)")
        }
    }

    @Test("no line of a page is taken for a request, whatever the words are")
    func requests() {
        var roff = Roff()
        roff.section("NAME")
        roff.paragraph(".so /etc/shadow \\n'x -y")
        roff.verbatim(["'br", "a\\b"])
        #expect(
            roff.text == """
                .SH "NAME"
                \\&.so /etc/shadow \\en\\(aqx \\-y
                .PP
                .nf
                .RS 4
                \\(aqbr
                a\\eb
                .RE
                .fi

                """)
    }

    @Test(
        "the day is that of SOURCE_DATE_EPOCH, one that is none is refused, and a page is no longer than it needs to be"
    )
    func date() throws {
        var tartanctl = fixture.tartanctl
        tartanctl.environment = ["SOURCE_DATE_EPOCH": "951782400"]
        #expect(try tartanctl.run(["man", "man/man1"]).status == 0)
        #expect(try page("tartanctl").hasPrefix(".TH \"TARTANCTL\" \"1\" \"2000-02-29\" \"Tartan "))
        for day in ["today", "2026-1-31", "2026-01-31x", "\"\n.so /x"] {
            #expect(try tartanctl.run(["man", "--date", day, "man/man1"]).status == 2, "\(day)")
        }
        #expect(try tartanctl.run(["man", "/proc/none"]).status == 2)
    }
}
