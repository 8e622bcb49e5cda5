/// Where a plugin may stand in a chain.
package enum ChainPosition: String, Sendable, CaseIterable {
    case first
    case any
    case last
    /// Needs the result of a plugin before it.
    case notFirst
}
