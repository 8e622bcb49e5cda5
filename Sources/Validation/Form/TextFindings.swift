import ExactJSON
import Findings
import MarkedYAML

/// What is wrong with a text before anything in it can be looked at.
enum TextFindings {
    /// For a text of which no line can be shown.
    static func unreadable(_ error: YAMLError, _ input: InputText) -> Finding {
        let place = FindingPlace(
            file: input.name, line: error.position.line, column: error.position.column,
            endColumn: error.position.column + 1)
        return Finding(error.cause == .invalidUTF8 ? .invalidUTF8 : .tooLarge, at: place, error.reason)
    }

    static func report(_ error: YAMLError, in file: SourceFile, _ sink: inout FindingSink) {
        if case .json(let json) = error.cause {
            report(json, in: JSONText(file), what: "the file", &sink)
            return
        }
        sink.report(.yamlSyntax, at: Spot(file, error.position), error.reason)
    }

    /// - Parameter what: what isn't JSON, as the beginning of a sentence.
    static func report(_ error: JSONError, in text: JSONText, what: String, _ sink: inout FindingSink) {
        let spot = text.spot(text.token(at: error.offset))
        switch error.cause {
        case .trailingComma:
            sink.report(.trailingComma, at: spot, "\(what) has a comma before a closing bracket", label: "remove it")
        default:
            sink.report(.jsonSyntax, at: spot, "\(what) is not JSON: \(error.reason)")
        }
    }
}
