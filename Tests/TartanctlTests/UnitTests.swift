import ExactJSON
import Testing

@testable import tartanctl

@Suite struct UnitTests {
    static let moments: [(UInt64, String)] = [
        (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_709_251_199, "2024-02-29T23:59:59Z"),
        (4_102_444_800, "2100-01-01T00:00:00Z"), (1_732_406_400, "2024-11-24T00:00:00Z"),
    ]

    @Test("times are told in UTC", arguments: moments)
    func moment(_ seconds: UInt64, _ expected: String) {
        #expect(Moment.text(seconds * 1_000_000) == expected)
    }

    @Test(
        "ages are told as kubectl tells them", arguments: [(119, "119s"), (120, "2m"), (7200, "2h"), (172_800, "2d")])
    func age(_ seconds: UInt64, _ expected: String) {
        #expect(Moment.age(since: 1_000_000, now: (seconds + 1) * 1_000_000) == expected)
        #expect(Moment.age(since: 5, now: 4) == "0s")
    }

    @Test("a table is padded by characters, its last column not at all")
    func table() {
        var table = Table(["A", "LONG", "C"])
        table.add(["größe", "x", "y"])
        table.add(["", "a\nb"])
        #expect(table.text == "A        LONG   C\ngröße    x      y\n<none>   a\\nb   <none>\n")
    }

    @Test("of several failures the worst status counts, and each is told")
    func failures() throws {
        let no = Failure(.no, code: "a", "first", hints: ["do this"])
        let worse = Failure(.couldNotRun, code: "b", "second", at: SourcePlace("f", TextPosition(line: 2, column: 3)))
        let both = try #require(Failure([no, worse]))
        #expect(both.exitStatus == 2)
        #expect(FailureReport.text(both) == "error: first\n       do this\nf:2:3: error: second\n")
        #expect(Failure([]) == nil)
    }

    @Test("only -o json before -- asks for JSON")
    func asksForJSON() {
        #expect(Tartanctl.asksForJSON(["get", "-o", "json"]))
        #expect(!Tartanctl.asksForJSON(["get", "json", "-o", "yaml"]))
        #expect(!Tartanctl.asksForJSON(["get", "--", "-o", "json"]))
    }

    @Test(
        "a place in a text becomes its offset",
        arguments: [(1, 1, 0), (1, 3, 3), (2, 1, 5), (2, 9, 7), (9, 1, 7), (1, 9, 4)])
    func offset(_ line: Int, _ column: Int, _ expected: Int) {
        #expect(TextPosition(line: line, column: column).offset(in: "éab\nxy") == expected)
    }
}
