import ExactJSON
import Foundation
import FoundationXML
import TestKit
import Testing

/// What other programs read: the report of hundreds of findings, in each of their forms.
@Suite struct ReportShapeTests {
    private static let samples = ShellFixture.repository + "/Tests/ValidationTests/Samples"
    private let tartanctl: TartanctlProcess

    init() throws {
        tartanctl = TartanctlProcess(folder: try TemporaryFolder())
    }

    private func report(_ format: String, _ path: String = samples) throws -> String {
        let outcome = try tartanctl.run(["validate", "-R", "-o", format, path])
        try #require(outcome.status == 1, "\(outcome.errors)")
        return outcome.output
    }

    @Test(
        "the JSON output is what docs/validate-output.schema.json says, and has no member that it doesn't name",
        .enabled(if: SchemaValidator.isThere))
    func json() throws {
        let file = URL(fileURLWithPath: ShellFixture.repository + "/docs/validate-output.schema.json")
        let schema = try JSONParser.parse(Array(Data(contentsOf: file)), limit: 1 << 20)
        let document = try JSONParser.parse(report("json"), limit: 1 << 26)
        #expect(document["findings"]?.array?.count ?? 0 > 800)
        let validator = SchemaValidator(schema: Self.closed(schema))
        #expect(try validator.refusals(of: document) == [])
        // The schema can refuse: without a member, with another one, with one of another type.
        let changes: [(String, JSONValue?)] = [
            ("summary", nil), ("sum", 1), ("format", "1"), ("findings", [["code": "TN1001"]]),
        ]
        for (key, value) in changes {
            var changed = try #require(document.object)
            changed[key] = value
            #expect(try !validator.refusals(of: .object(changed)).isEmpty, "\(key)")
        }
    }

    /// The schema, with no members beside those that it names.
    private static func closed(_ schema: JSONValue) -> JSONValue {
        if let array = schema.array { return .array(array.map(closed)) }
        guard var object = schema.object else { return schema }
        for member in object.members { object[member.key] = closed(member.value) }
        if object["type"] == "object" { object["additionalProperties"] = false }
        return .object(object)
    }

    @Test("the SARIF output has what SARIF 2.1.0 requires, and no other", .enabled(if: SchemaValidator.isThere))
    func sarif() throws {
        let document = try JSONParser.parse(report("sarif"), limit: 1 << 26)
        #expect(try SchemaValidator(schema: SARIFShape.schema).refusals(of: document) == [])
        let run = try #require(document["runs"]?.array?.first)
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
        #expect(Set(rules.compactMap { $0["id"]?.string }).count == rules.count)
        for result in try #require(run["results"]?.array) {
            let rule = try #require(rules[result["ruleIndex"]?.integer ?? -1])
            #expect(rule["id"] == result["ruleId"])
            let locations = (result["locations"]?.array ?? []) + (result["relatedLocations"]?.array ?? [])
            for location in locations {
                let place = location["physicalLocation"]
                let uri = try #require(place?["artifactLocation"]?["uri"]?.string)
                #expect(URL(string: uri) != nil && uri.hasPrefix("file:///"), "\(uri)")
                let region = try #require(place?["region"])
                #expect(region["endColumn"]?.integer ?? 0 >= region["startColumn"]?.integer ?? 1, "\(region.text)")
            }
        }
    }

    @Test("the JUnit output is a well-formed document whose numbers are those of its cases")
    func junit() throws {
        let document = try XMLDocument(data: Data(report("junit").utf8))
        let root = try #require(document.rootElement())
        #expect(root.name == "testsuites")
        let suites = root.elements(forName: "testsuite")
        #expect(suites.count == root.childCount && suites.count > 500)
        var (tests, failures) = (0, 0)
        for suite in suites {
            let cases = suite.elements(forName: "testcase")
            #expect(cases.count == suite.childCount && !cases.isEmpty)
            let failed = cases.filter { !$0.elements(forName: "failure").isEmpty }
            #expect(suite.text("tests") == "\(cases.count)" && suite.text("failures") == "\(failed.count)")
            #expect(suite.text("errors") == "0" && suite.text("name")?.isEmpty == false)
            for testCase in cases {
                #expect(testCase.text("classname") == suite.text("name") && testCase.text("name")?.isEmpty == false)
                #expect(testCase.childCount <= 1)
                let failure = testCase.elements(forName: "failure").first
                #expect(failure == nil || failure?.text("message")?.isEmpty == false)
                #expect(failure == nil || failure?.text("type")?.wholeMatch(of: /TN\d{4}/) != nil)
            }
            let names = cases.map { "\($0.text("name") ?? "") \($0.stringValue ?? "")" }
            #expect(Set(names).count == names.count, "\(names)")
            tests += cases.count
            failures += failed.count
        }
        #expect(root.text("tests") == "\(tests)" && root.text("failures") == "\(failures)")
        #expect(root.text("errors") == "0" && failures > 500 && tests > failures)
    }

    @Test(
        "a file has one name, however its folder is written, so that reports name it as a repository does",
        arguments: [["-R", "."], ["-R", "./"], ["-R", "././/"], ["./m/wrong.yaml"], ["-R", "./m"], ["m"]])
    func names(_ paths: [String]) throws {
        try tartanctl.folder.write("m/wrong.yaml", "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachment\n")
        let outcome = try tartanctl.run(["validate", "-q", "-o", "github"] + paths)
        #expect(outcome.output.hasPrefix("::error file=m/wrong.yaml,line=2,col=7,"), "\(outcome)")
        let sarif = try JSONParser.parse(
            tartanctl.run(["validate", "-o", "sarif"] + paths).output, limit: 1 << 20)
        let place = sarif["runs"]?.array?.first?["results"]?.array?.first?["locations"]?.array?.first
        #expect(place?["physicalLocation"]?["artifactLocation"]?["uri"] == "m/wrong.yaml")
    }

    @Test("the pattern that docs/editor.md shows makes the very findings of the text")
    func editorPattern() throws {
        let page = try String(contentsOfFile: ShellFixture.repository + "/docs/editor.md", encoding: .utf8)
        let shown = try #require(page.firstMatch(of: /"regexp": ("(?:[^"\\]|\\.)+")/))
        let pattern = try Regex(#require(JSONParser.parse(String(shown.1), limit: 1_000).string))
        try tartanctl.folder.write("a b.yaml", "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachment\n")
        try tartanctl.folder.write("a:1.conf", #"{"cniVersion": "1.0.0", "name": "a", "type": "tap", "mttu": 1}"#)
        let found = try tartanctl.run(["validate", "-q", "."]).output.split(separator: "\n").compactMap { line in
            try pattern.wholeMatch(in: String(line)).map { match in
                (1...6).map { String(match.output[$0].substring ?? "") }
            }
        }
        let document = try JSONParser.parse(tartanctl.run(["validate", "-o", "json", "."]).output, limit: 1 << 20)
        let expected = (document["findings"]?.array ?? []).map { finding in
            ["file", "line", "column", "severity", "message", "code"].map {
                finding[$0]?.string ?? finding[$0]?.integer.map(String.init) ?? ""
            }
        }
        #expect(found == expected && found.count == 2, "\(found)")
    }

    @Test("a file called - is a file, and - is stdin")
    func dash() throws {
        try tartanctl.folder.write("-", "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachment\n")
        #expect(try tartanctl.run(["validate", "./-"]).output.hasPrefix("./-:2:7: error:"))
        #expect(try tartanctl.run(["validate", "-"], input: "").status == 0)
    }
}

extension XMLElement {
    fileprivate func text(_ attribute: String) -> String? { self.attribute(forName: attribute)?.stringValue }
}
