import ArgumentParser
import ExactJSON
import Validation

/// How findings are printed.
enum FindingFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case sarif
    case github
    case junit

    func print(_ report: ValidationReport, isStrict: Bool, isQuiet: Bool) throws(Failure) {
        switch self {
        case .text:
            let text = TextReport(report, .ofOutput())
            try text.printFindings()
            if !isQuiet { try Console.print(text.summary + "\n") }
        case .json: try Console.print(JSONReport(report).document.indentedText + "\n")
        case .sarif: try Console.print(SARIFReport(report).document.indentedText + "\n")
        case .github: try Console.print(GitHubReport(report).text)
        case .junit: try Console.print(JUnitReport(report, isStrict: isStrict).text)
        }
    }
}
