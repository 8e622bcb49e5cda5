import TartanTestSupport
import Testing

/// An intended difference between Tartan and its peers.
struct IntendedDifference: TestTrait, SuiteTrait, TestScoping {
    let number: String

    var isRecursive: Bool { true }
    var comments: [Comment] { ["intended difference \(number)"] }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        if Peer.current == nil {
            try await function()
        } else {
            await withKnownIssue("intended difference \(number)") { try await function() }
        }
    }
}

extension Trait where Self == IntendedDifference {
    /// The case is known to fail against a peer, by the intended difference of that number in docs/migration.md. A mark that
    /// is wrong fails, because the known issue didn't come.
    static func differs(_ number: String) -> Self { IntendedDifference(number: number) }
}
