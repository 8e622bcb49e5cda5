package import Testing

extension Trait where Self == IntendedDifference {
    /// The case is known to fail against a peer, by the intended difference of that number in docs/migration.md. A mark that
    /// is wrong fails, because the known issue didn't come.
    package static func differs(_ number: String) -> Self { IntendedDifference(number: number) }
}

/// An intended difference between Tartan and its peers.
package struct IntendedDifference: TestTrait, SuiteTrait, TestScoping {
    let number: String

    package var isRecursive: Bool { true }
    package var comments: [Comment] { ["intended difference \(number)"] }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        if Peer.current == nil {
            try await function()
        } else {
            await withKnownIssue("intended difference \(number)") { try await function() }
        }
    }
}
