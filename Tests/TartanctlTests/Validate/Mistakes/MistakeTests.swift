import ExactJSON
import Foundation
import TestKit
import Testing
import Validation

@Suite("Mistakes that people have made")
struct MistakeTests {
    @Test("a mistake has exactly the findings that its about.txt names", arguments: Mistake.all)
    func findings(_ mistake: Mistake) throws {
        #expect(!mistake.finds.isEmpty)
        #expect(try mistake.report().findings.map(\.asMistakeHasIt) == mistake.finds)
    }

    @Test("there are sixty and more, and each says what it is, where it is from and what was seen of it")
    func told() {
        #expect(Mistake.all.count >= 60)
        for mistake in Mistake.all {
            #expect(!mistake.title.isEmpty && !mistake.source.isEmpty && !mistake.seen.isEmpty, "\(mistake)")
        }
    }

    @Test("validate over the whole folder finds each mistake at its place, and nothing else")
    func wholeFolder() throws {
        let tartanctl = TartanctlProcess(folder: try TemporaryFolder())
        let settings = Mistake.root.appendingPathComponent(".tartan.yaml").path
        let outcome = try tartanctl.run([
            "validate", "-R", Mistake.root.path, "--settings", settings, "-o", "json",
        ])
        #expect(outcome.status == 1)
        let document = try JSONParser.parse(outcome.output, limit: 1 << 22)
        let found = (document["findings"]?.array ?? []).map(Self.line)
        #expect(found.sorted() == Mistake.all.flatMap { mistake in mistake.finds.map { "\(mistake)/\($0)" } }.sorted())
    }

    /// `MISTAKE/FILE:LINE:COLUMN-END severity CODE message`
    private static func line(_ finding: JSONValue) -> String {
        func text(_ key: String) -> String { finding[key]?.string ?? finding[key]?.text ?? "" }
        let file = text("file").replacingOccurrences(of: Mistake.root.path + "/", with: "")
        let place = "\(file):\(text("line")):\(text("column"))-\(text("endColumn"))"
        return "\(place) \(text("severity")) \(text("code")) \(text("message"))"
    }
}
