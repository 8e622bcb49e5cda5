package import ExactJSON

/// Why a text that describes a node can't be used.
package struct NodeFactsError: Error, Equatable, Sendable {
    /// One sentence without a full stop.
    package let reason: String
    package let position: TextPosition

    init(_ reason: String, at position: TextPosition) {
        self.reason = reason
        self.position = position
    }
}
