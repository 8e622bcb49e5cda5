/// Why nothing could be measured, with what was seen.
enum BenchFailure: Error, CustomStringConvertible {
    case missing(variable: String)
    case unreadable(file: String)
    case command(String, status: Int32, said: String)
    case job(String, status: Int32, said: String)
    case otherWork(by: String, made: Int, of: Int)
    case otherDelegates(String, ran: Int, of: Int)
    case notJSON(of: String, text: String)

    var description: String {
        switch self {
        case .missing(let variable): "the variable \(variable) is not set; start it by `make bench`"
        case .unreadable(let file): "\(file) can't be read"
        case .command(let line, let status, let said): "`\(line)` ended with status \(status): \(said)"
        case .job(let name, let status, let said): "\(name) ended with wait status \(status): \(said)"
        case .otherWork(let name, let made, let networks):
            "\(name) made \(made) interfaces in the sandbox where \(networks) are due: its configuration asks for other work"
        case .otherDelegates(let name, let ran, let binaries):
            "\(name) ran \(ran) plugins to their end where \(binaries) are due: its configuration asks for other work"
        case .notJSON(let name, let text): "\(name) answered something else than JSON: \(text.prefix(500))"
        }
    }
}
