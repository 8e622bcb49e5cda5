import ExactJSON
import Findings

/// Reads the JSON of a network configuration.
struct ConfigurationReader {
    private let text: JSONText

    /// The largest configuration that is read, that of a definition: the API server takes no larger object.
    static let limit = 4 << 20

    /// What it is, as the beginning of a sentence.
    private let what: String

    init(_ text: JSONText, _ what: String = "the network configuration") {
        self.text = text
        self.what = what
    }

    /// - Returns: the object, or nil if it is none; then that was reported.
    func root(_ sink: inout FindingSink) -> JSONCursor? {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(text.bytes, limit: Self.limit)
        } catch {
            TextFindings.report(error, in: text, what: what, &sink)
            return nil
        }
        let cursor = JSONCursor(value, in: text)
        guard value.object != nil else {
            reportNoObject(cursor, &sink)
            return nil
        }
        return cursor
    }

    private func reportNoObject(_ cursor: JSONCursor, _ sink: inout FindingSink) {
        if let text = cursor.value.string, text.utf8.first(where: { !TextBytes.isSpace($0) }) == UInt8(ascii: "{") {
            sink.report(
                .doublyEncoded, at: cursor.spot, "\(what) is JSON in a string of JSON",
                label: "once is enough", notes: ["Remove the outer quotation marks and the backslashes."])
            return
        }
        sink.report(
            .configurationNotAnObject, at: cursor.spot,
            "\(what) is \(cursor.value.kindName), and it has to be an object",
            label: cursor.elements == nil ? nil : "\"plugins\" of an object may be such a list")
    }
}
