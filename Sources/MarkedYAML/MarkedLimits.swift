/// How much of a text is taken. What is over a bound is refused with the place where it goes over it.
package struct MarkedLimits: Sendable, Equatable {
    /// Bytes of the whole text.
    package var size: Int
    /// Mappings and sequences inside each other.
    package var depth: Int
    /// Nodes of all documents together, with every alias counted as what it stands for.
    package var nodes: Int
    /// Bytes of all scalars together, with every alias counted as what it stands for.
    package var scalarBytes: Int

    package init(
        size: Int = 16 << 20, depth: Int = 128, nodes: Int = 1_000_000, scalarBytes: Int = 64 << 20
    ) {
        self.size = size
        self.depth = depth
        self.nodes = nodes
        self.scalarBytes = scalarBytes
    }

    package static let standard = MarkedLimits()
}
