/// Why a text is no selector.
enum LabelSelectorError: Error, Equatable, CustomStringConvertible {
    /// It selects everything, which who empties a variable by mistake doesn't mean.
    case empty
    case expected(String, found: String)
    case noLabel(String)
    case noValue(String)
    case noNumber(String)

    var description: String {
        switch self {
        case .empty: "it names no label; all is what is meant without -l"
        case .expected(let what, let found):
            "expected \(what), found \(found.isEmpty ? "the end" : "\"\(found)\"")"
        case .noLabel(let text): "\"\(text)\" is no name of a label"
        case .noValue(let text): "\"\(text)\" is no value of a label"
        case .noNumber(let text): "\"\(text)\" is no number, which < and > compare"
        }
    }
}
