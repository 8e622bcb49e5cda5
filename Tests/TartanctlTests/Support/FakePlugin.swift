import ExactJSON
import Foundation
import TestKit

/// A `tartan` that writes down how it was called and answers what it was told to.
struct FakePlugin {
    struct Call {
        let environment: [String: String]
        /// Each variable as it stands in the environment, so that one that is there twice is noticed.
        let variables: [String]
        let input: String

        var command: String { environment["CNI_COMMAND"] ?? "" }
        var json: JSONValue { (try? JSONParser.parse(input, limit: 1 << 20)) ?? .null }

        /// Those of the specification, without the folder of the test.
        var specified: [String: String] { environment.filter { $0.key.hasPrefix("CNI_") } }
    }

    let folder: TemporaryFolder
    let name: String

    var path: String { "\(folder.path)/plugin/\(name)" }

    init(_ folder: TemporaryFolder, name: String = "tartan") throws {
        self.folder = folder
        self.name = name
        try folder.write("plugin/calls/.keep", "")
        try folder.write(
            "plugin/\(name)",
            """
            #!/bin/sh
            cd '\(folder.path)/plugin'
            call=calls/$(ls calls | wc -l)
            mkdir $call
            cat >$call/input
            cp /proc/$$/environ $call/environment
            [ ! -e do.$CNI_COMMAND ] || . ./do.$CNI_COMMAND

            """, mode: 0o755)
    }

    /// - Parameters:
    ///   - command: CNI_COMMAND of the calls that are answered so.
    ///   - text: for stdout, byte for byte.
    ///   - then: what its shell does afterwards.
    func answer(_ command: String, _ text: String = "", then: String = "exit 0") throws {
        try folder.write("plugin/answer.\(command)", text)
        try run(command, "cat answer.\(command); \(then)")
    }

    func run(_ command: String, _ script: String) throws { try folder.write("plugin/do.\(command)", script + "\n") }

    /// In the order in which they came.
    func calls() throws -> [Call] {
        let numbers = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/plugin/calls")
            .compactMap { Int($0) }.sorted()
        return try numbers.map { number in
            let call = "\(folder.path)/plugin/calls/\(number)"
            let text = String(
                decoding: FileManager.default.contents(atPath: call + "/environment") ?? Data(), as: UTF8.self)
            let variables = text.split(separator: "\0").map(String.init)
            let pairs = variables.map { variable in
                let halves = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(halves[0]), String(halves[1]))
            }
            return Call(
                environment: Dictionary(pairs, uniquingKeysWith: { $1 }), variables: variables,
                input: try String(contentsOfFile: call + "/input", encoding: .utf8))
        }
    }

    func call() throws -> Call {
        let calls = try calls()
        guard let call = calls.last else { throw NotCalled() }
        return call
    }

    struct NotCalled: Error {}
}
