import TartanTestSupport
import Testing

/// An intended difference between Tartan and its peers, by its number in docs/migration.md.
///
/// A mark is for one expectation, and says what the peer does there: everything else of the case holds for both, and a peer
/// that fails in another way than the difference predicts fails the case.
struct IntendedDifference {
    let number: String

    init(_ number: String) { self.number = number }

    /// Expects Tartan's value; of a peer the one that the difference predicts. A peer that does what Tartan does fails too:
    /// then the mark is wrong.
    func expect<Value: Equatable & Sendable>(
        _ value: Value, tartan: Value, peer: Value, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard Peer.current != nil else {
            #expect(value == tartan, sourceLocation: sourceLocation)
            return
        }
        #expect(tartan != peer, "intended difference \(number) predicts no difference", sourceLocation: sourceLocation)
        withKnownIssue("intended difference \(number)", sourceLocation: sourceLocation) {
            #expect(value == tartan, sourceLocation: sourceLocation)
        }
        #expect(value == peer, "not what intended difference \(number) predicts", sourceLocation: sourceLocation)
    }
}
