import Foundation

/// JSON made and taken apart as text and objects.
enum JSONText {
    static func of(_ value: Any) -> String {
        guard
            let data = try? JSONSerialization.data(
                withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        else { return "null" }
        return String(decoding: data, as: UTF8.self)
    }

    static func object(_ text: String, of name: String) throws(BenchFailure) -> [String: Any] {
        guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)), let object = value as? [String: Any]
        else { throw .notJSON(of: name, text: text) }
        return object
    }
}
