import Glibc

/// What stdout is: how wide, and whether it takes colours.
struct Terminal: Equatable {
    /// Columns; nil where it is no terminal, or one that doesn't say.
    let width: Int?
    let hasColours: Bool

    /// Plain text of no particular width: a pipe, a file.
    static let none = Terminal(width: nil, hasColours: false)

    /// NO_COLOR (https://no-color.org) and TERM=dumb take the colours away.
    static func ofOutput() -> Terminal {
        guard isatty(1) == 1 else { return .none }
        var size = winsize()
        let isKnown = unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let isDumb = variable("TERM").isEmpty || variable("TERM") == "dumb"
        return Terminal(width: isKnown ? Int(size.ws_col) : nil, hasColours: variable("NO_COLOR").isEmpty && !isDumb)
    }

    private static func variable(_ name: String) -> String {
        guard let value = unsafe getenv(name) else { return "" }
        return unsafe String(cString: value)
    }
}

extension Terminal {
    enum Colour: String {
        case bold = "1"
        case faint = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
    }

    /// The text in that colour, where there are colours. It must have no control characters.
    func coloured(_ text: String, _ colour: Colour?) -> String {
        guard hasColours, let colour, !text.isEmpty else { return text }
        return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }
}
