/// A number as it was spelt. `1500`, `1.5e3` and `1500.0` are three different numbers here.
public struct JSONNumber: Sendable, Hashable {
    public let spelling: String

    /// - Parameter spelling: a number in JSON's own grammar; the caller vouches for it.
    public init(spelled spelling: String) {
        self.spelling = spelling
    }

    /// The value in binary floating point, for measuring and comparing; never for writing back.
    public var double: Double? { Double(spelling) }
}
