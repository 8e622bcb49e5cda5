import Glibc

/// What stdout is: a terminal may have colours and a width, everything else gets plain text.
struct Terminal {
    let hasColours: Bool

    /// NO_COLOR (no-color.org) and TERM=dumb turn colours off.
    static var standardOutput: Terminal {
        Terminal(hasColours: isatty(1) == 1 && !isSet("NO_COLOR") && value("TERM") != "dumb")
    }

    static let plain = Terminal(hasColours: false)

    enum Style: String {
        case bold = "1"
        case red = "1;31"
        case yellow = "1;33"
        case cyan = "1;36"
        case green = "1;32"
        case dim = "2"
    }

    /// The text in a style, if there are colours. Control characters in it must be escaped already.
    func styled(_ text: String, _ style: Style) -> String {
        hasColours ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    private static func isSet(_ name: String) -> Bool { value(name)?.isEmpty == false }

    private static func value(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
