import CNI
import ExactJSON

/// The annotation's text while it is read: makes errors with their place in it.
struct SelectionText {
    let bytes: [UInt8]

    init(_ annotation: String) {
        bytes = Array(annotation.utf8)
    }

    func error(
        _ cause: SelectionError.Cause, element: Int? = nil, key: String? = nil, value: String? = nil, at offset: Int
    ) -> SelectionError {
        // A position past the end would be in no editor.
        let offset = max(0, min(offset, bytes.count - 1))
        return SelectionError(
            element: element, key: key?.shortened, value: value?.shortened, cause: cause,
            position: TextPosition(offset: offset, in: bytes))
    }
}

extension String {
    /// Short enough for a message, without anything that moves a terminal's cursor.
    var shortened: String {
        let head = unicodeScalars.prefix(Limits.shownValue)
        let text = String(head).escapingControlCharacters
        return head.endIndex == endIndex ? text : text + "…"
    }
}
