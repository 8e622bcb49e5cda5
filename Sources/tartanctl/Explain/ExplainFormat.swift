import ArgumentParser

/// How `explain` answers: in words, for programs, or as a picture.
enum ExplainFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case dot
    case svg

    /// - Parameter what: what can't be drawn.
    func report(_ what: String) throws(Failure) -> ReportFormat {
        switch self {
        case .text: .text
        case .json: .json
        case .dot, .svg: throw .usage("-o \(rawValue) draws a pod; \(what) are told as text or json")
        }
    }
}
