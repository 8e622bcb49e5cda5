import ExactJSON
import Foundation
import TartanTestSupport
import Testing

/// The cases that run against another meta-plugin, with stand-ins for it: these tests run their own executable once more.
@Suite(.privateHost) struct PeerMechanismTests {
    /// What plays the other one: Tartan behind a shell script, with a configuration of delegates.
    enum StandIn: String, CaseIterable, Sendable {
        /// Answers the first delegate's result, and fails CHECK if a delegate is older than 0.4.0, as Multus does.
        case likeMultus
        /// Differs in nothing.
        case likeTartan
        /// Attaches the first delegate alone.
        case broken
        /// Answers another address where it should answer the first delegate's alone, and fails each CHECK for a reason of
        /// its own.
        case brokenWhereMarked

        fileprivate var result: String { self == .likeTartan ? "merged" : "primary" }

        fileprivate var script: String {
            let check = #"[ "$CNI_COMMAND" = CHECK ] && jq -e '.delegates[] | select(.cniVersion < "0.4.0")' "$input""#
            func refusal(_ text: String) -> String { #"{ echo '{"code": 1, "msg": "\#(text)"}'; exit 1; }"# }
            let tooOld = refusal(#"configuration version \"0.3.1\" does not support the CHECK command"#)
            let other = #"jq '.ips |= [.[0] | .address = "10.1.0.77/24"]'"#
            let call = #"jq . "$input" | \#(Executables.tartan)"#
            let lines =
                switch self {
                case .likeMultus: [check + " >&2 && " + tooOld, call]
                case .likeTartan: [call]
                case .broken: [#"jq '.delegates |= .[:1]' "$input" | \#(Executables.tartan)"#]
                case .brokenWhereMarked:
                    [
                        #"[ "$CNI_COMMAND" = CHECK ] && "# + refusal("no such device"),
                        #"[ "$CNI_COMMAND" = ADD ] || { \#(call); exit; }"#, "\(call) | \(other)",
                    ]
                }
            return """
                #!/bin/sh
                input=$(mktemp)
                trap 'rm -f "$input"' EXIT
                cat >"$input"
                \(lines.joined(separator: "\n"))
                """
        }
    }

    /// Runs suites in a process of their own against a stand-in.
    private func run(_ standIn: StandIn, _ filter: String) throws -> CommandOutcome {
        let host = try TestHost()
        let (program, configuration) = (host.folder + "/peer", host.folder + "/peer.json")
        try TestFile.write(standIn.script, to: program, mode: 0o755)
        try TestFile.write(
            """
            {"cniVersion": "1.0.0", "name": "peer", "type": "multus", "cniDir": "@WORK@/multus",
             "store": "@WORK@/peer", "runtimeConfig": {"io.kubernetes.cri.pod-annotations": {}},
             "result": "\(standIn.result)", "delegates": @DELEGATES@}
            """, to: configuration)
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let variables = ProcessInfo.processInfo.environment.merging([
            "TARTAN_UNDER_TEST": program, "TARTAN_PEER_CONFIGURATION": configuration,
        ]) { $1 }
        let command = TestCommand(
            [own, "--testing-library", "swift-testing", "--filter", filter],
            environment: variables.map { "\($0.key)=\($0.value)" }, timeout: 120)
        return try RunningCommand(command, folder: host.folder).wait()
    }

    @Test("a peer with the marked differences alone passes: they are known issues")
    func knownDifferences() throws {
        let outcome = try run(.likeMultus, "PeerDifferenceTests")
        #expect(outcome.succeeded, "\(outcome)")
        #expect(outcome.told("3 tests in 1 suite passed"), "\(outcome)")
        for number in ["D10", "D11"] { #expect(outcome.told("intended difference \(number)"), "\(outcome)") }
    }

    @Test("a mark is wrong where the peer does the same, and fails")
    func wrongMark() throws {
        let outcome = try run(.likeTartan, "PeerDifferenceTests")
        #expect(!outcome.succeeded, "\(outcome)")
        for name in ["the answer has the interfaces of all", "a delegate below 0.4.0 doesn't fail CHECK"] {
            #expect(outcome.told("Test \"\(name)\" failed"), "\(outcome)")
        }
        #expect(outcome.told("Known issue was not recorded"), "\(outcome)")
        #expect(outcome.told("Test \"all delegates are attached, checked and detached\" passed"), "\(outcome)")
    }

    @Test("another failure than the difference predicts fails where it is marked")
    func otherFailure() throws {
        let outcome = try run(.brokenWhereMarked, "PeerDifferenceTests")
        #expect(!outcome.succeeded, "\(outcome)")
        for (name, number) in [
            ("the answer has the interfaces of all", "D11"), ("a delegate below 0.4.0 doesn't fail CHECK", "D10"),
        ] {
            #expect(outcome.told("Test \"\(name)\" failed"), "\(outcome)")
            #expect(outcome.told("not what intended difference \(number) predicts"), "\(outcome)")
        }
    }

    @Test("a difference without mark fails")
    func unmarkedDifference() throws {
        let outcome = try run(.broken, "PeerDifferenceTests")
        #expect(!outcome.succeeded, "\(outcome)")
        #expect(outcome.told("Test \"all delegates are attached, checked and detached\" failed"), "\(outcome)")
    }

    @Test("every case of the matrix can be given to a peer as delegates")
    func matrix() throws {
        let outcome = try run(.likeMultus, "MatrixTests/lifeCycle")
        #expect(outcome.succeeded, "\(outcome)")
        #expect(outcome.told("with \(Covering.combinations.count) test cases passed"), "\(outcome)")
    }
}

extension CommandOutcome {
    /// Swift Testing writes what became of each test to stderr.
    fileprivate func told(_ words: String) -> Bool { errorOutput.contains(words) }
}
