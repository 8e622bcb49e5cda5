import ExactJSON

/// Turns a line and column of a short text into an offset.
enum TextOffset {
    /// In bytes; the line's end for a column beyond it.
    static func of(_ position: TextPosition, in text: String) -> Int {
        var line = 1
        var column = 1
        var offset = 0
        for scalar in text.unicodeScalars {
            if line == position.line, column >= position.column || scalar == "\n" { return offset }
            offset += UTF8.width(scalar)
            column += 1
            if scalar == "\n" {
                line += 1
                column = 1
            }
        }
        return offset
    }
}
