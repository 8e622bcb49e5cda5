import ExactJSON
import TartanStore
import TartanTestSupport
import TestKit

extension Node {
    /// The plugin `a1` makes the interface, `a2` behind it fails with code 120 and many words.
    static func withFailingChain() throws -> Node {
        let node = try Node.withScriptedCluster()
        try node.scripted("a1", ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        try node.scripted(
            "a2",
            [
                "ADD": [
                    "error": ["code": 120, "msg": "no more room", "details": "rack 7 is full"], "stderr": "one\ntwo\n",
                ]
            ])
        try node.network("one", node.list("one", ["type": "a1"], ["type": "a2"]))
        return node
    }

    /// `tartanctl trace` of that store.
    func trace(_ arguments: String...) throws -> CommandOutcome {
        try host.run(TestCommand(traceArguments(arguments), environment: ["PATH=/usr/bin:/bin"]))
    }

    func traceArguments(_ arguments: [String]) -> [String] {
        [Executables.tartanctl, "trace"] + arguments + ["--store", store.root]
    }

    /// What `-o json` says of the target's journals, the newest first.
    func traces(_ target: String) throws -> [JSONValue] {
        let outcome = try trace(target, "-o", "json")
        guard outcome.succeeded, let traces = outcome.json?["traces"]?.array else { throw TestFailure("\(outcome)") }
        return traces
    }

    /// A trace without what differs from run to run: durations are `T ms`, moments DATE, the node's folder FOLDER; bars and
    /// the columns' padding are gone.
    func normalised(_ text: String) -> String {
        text.replacing(folder, with: "FOLDER").split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let words = line.split(separator: " ").filter { !$0.allSatisfy { "█─".contains($0) } }.map(String.init)
            return words.indices.map { Self.normalised($0, words) }.joined(separator: " ")
        }.joined(separator: "\n")
    }

    private static func normalised(_ index: Int, _ words: [String]) -> String {
        let word = words[index]
        let next = index + 1 < words.count ? words[index + 1] : ""
        if next.hasPrefix("ms"), Double(word) != nil { return "T" }
        if word.wholeMatch(of: /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ,?/) != nil { return "DATE" }
        if next.hasPrefix("ago") { return "(AGE" }
        return word
    }
}
