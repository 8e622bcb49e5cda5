package import ExactJSON

/// Why a catalogue file isn't taken, and where.
package struct CatalogueError: Error, Equatable, Sendable {
    /// The name of the file, as it was given.
    package let file: String
    /// The place of what is wrong; nil if it is the file as a whole.
    package let position: TextPosition?
    /// One sentence without a full stop.
    package let reason: String

    init(_ file: String, _ position: TextPosition?, _ reason: String) {
        self.file = file
        self.position = position
        self.reason = reason
    }
}

extension CatalogueError: CustomStringConvertible {
    /// `FILE:LINE:COLUMN: what is wrong`
    package var description: String {
        guard let position else { return "\(file): \(reason)" }
        return "\(file):\(position.line):\(position.column): \(reason)"
    }
}
