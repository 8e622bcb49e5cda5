import ExactJSON

@testable import MarkedYAML

/// The one document of a text.
func root(_ text: String) throws -> MarkedNode {
    let documents = try MarkedDocument.parse(text)
    guard documents.count == 1 else { throw WrongCount(documents: documents.count) }
    return documents[0].root
}

struct WrongCount: Error {
    let documents: Int
}

/// The error of a text, or nil if it is read.
func refusal(_ text: String, limits: MarkedLimits = .standard) -> YAMLError? {
    do throws(YAMLError) {
        _ = try MarkedDocument.parse(text, limits: limits)
        return nil
    } catch {
        return error
    }
}

func at(_ line: Int, _ column: Int) -> TextPosition { TextPosition(line: line, column: column) }
