import CNI
import ExactJSON

/// A failure as text on stderr, or as one JSON document on stdout, where who asked for JSON looks for the answer.
enum FailureReport {
    static func print(_ failure: Failure, json: Bool) {
        if failure.isReported { return }
        if json {
            _ = Console.printOrStatus(document(failure).indentedText + "\n")
        } else {
            Console.note(text(failure))
        }
    }

    /// `file:line:column: error: message`, then the next steps, indented to the message; one after the other.
    static func text(_ failure: Failure) -> String {
        ([failure.alone] + failure.others).map { failure in
            let place = failure.place.map { "\($0): " } ?? ""
            let message = InvokedName.adapted(failure.message.escapingControlCharacters)
            let lines = ["\(place)error: \(message)"]
            let hints = failure.hints.map { "       \(InvokedName.adapted($0.escapingControlCharacters))" }
            return (lines + hints).joined(separator: "\n") + "\n"
        }.joined()
    }

    /// `{"error": {code, message, file, line, column, next, …facts}}`; what else is wrong is in `also`.
    static func document(_ failure: Failure) -> JSONValue {
        var error = object(failure)
        if !failure.others.isEmpty { error["also"] = .array(failure.others.map { .object(object($0)) }) }
        return ["error": .object(error)]
    }

    private static func object(_ failure: Failure) -> JSONObject {
        var object = JSONObject()
        object["code"] = .string(failure.code)
        object["message"] = .string(failure.message)
        if let place = failure.place {
            object["file"] = .string(place.file)
            object["line"] = place.position.map { .integer($0.line) }
            object["column"] = place.position.map { .integer($0.column) }
        }
        if !failure.hints.isEmpty { object["next"] = .array(failure.hints.map { .string(InvokedName.adapted($0)) }) }
        for member in failure.facts.members { object[member.key] = member.value }
        return object
    }
}
