import ExactJSON
import Findings
import MultiNetwork

extension CommaFormCheck {
    /// Networks with something else than a comma between them.
    func separator(in item: TextPart, _ sink: inout FindingSink) -> Bool {
        let isSeparator = { (scalar: Unicode.Scalar) in
            TextPart.isBlank(scalar) || ";|&+".unicodeScalars.contains(scalar)
        }
        let parts = item.parts(where: isSeparator)
        let words = parts.filter { !$0.isEmpty }
        guard words.count > 1, words.allSatisfy({ Self.isItem($0.string) }) else { return false }
        let between = words[0].range.upperBound..<words[1].range.lowerBound
        let ink = between.first { !TextBytes.isSpace(annotation.text.bytes[$0]) }
        let isLine = annotation.text.bytes[between].contains(UInt8(ascii: "\n"))
        let place = ink.map { $0..<$0 + 1 } ?? words[1].range
        let sign = ink.map { "\"\(String(decoding: annotation.text.bytes[$0..<$0 + 1], as: UTF8.self))\"" }
        sink.report(
            .selectionSeparator, at: annotation.text.spot(place),
            "\(annotation.key) has \(sign ?? (isLine ? "a line end" : "a blank")) between two networks",
            label: ink == nil ? "a comma goes before it" : "write a comma",
            notes: [SelectionAnnotation.bothRefuse], replacement: ink == nil ? nil : ",")
        return true
    }

    private static func isItem(_ text: String) -> Bool {
        (try? NetworkSelection.parse(text, podNamespace: "default"))?.count == 1
    }

    /// The list that is hidden in a string of JSON.
    func encodedTwice(_ whole: TextPart) -> String? {
        guard whole.text.utf8.first == UInt8(ascii: "\""),
            let inner = (try? JSONParser.parse(Array(whole.text.utf8), limit: 256 << 10))?.string,
            let first = inner.utf8.first(where: { !TextBytes.isSpace($0) })
        else { return nil }
        return "[{".utf8.contains(first) ? inner : nil
    }
}
