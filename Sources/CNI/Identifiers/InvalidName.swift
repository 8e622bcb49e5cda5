/// The rule that a name breaks, as the end of a sentence that begins with the name.
public struct InvalidName: Error, Equatable, Sendable, CustomStringConvertible {
    public let name: String
    public let rule: String

    public init(_ name: String, _ rule: String) {
        self.name = name
        self.rule = rule
    }

    public var description: String { "\"\(name.escapingControlCharacters)\" \(rule)" }
}
