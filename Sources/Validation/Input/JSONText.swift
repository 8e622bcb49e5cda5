import ExactJSON
package import MarkedYAML

/// A JSON text: a file, or what stands in a string of one.
package final class JSONText: Sendable {
    package let file: SourceFile
    /// The string in which the text stands; nil for a file that is JSON itself.
    package let scalar: MarkedNode?
    package let bytes: [UInt8]

    /// - Parameter scalar: nil for a file that is JSON itself.
    package init(_ file: SourceFile, in scalar: MarkedNode? = nil) {
        self.file = file
        self.scalar = scalar
        bytes = scalar.map { Array(($0.scalar?.text ?? "").utf8) } ?? file.text.bytes
    }

    package func spot(_ range: Range<Int>) -> Spot {
        if let scalar { return Spot(file, inside: scalar, range) }
        return Spot(file, bytes: range)
    }

    /// The token that begins at an offset: a string with its quotation marks, a word, a number, a single bracket.
    package func token(at offset: Int) -> Range<Int> {
        guard offset < bytes.count else { return bytes.count..<bytes.count }
        switch bytes[offset] {
        case UInt8(ascii: "\""):
            var end = offset + 1
            while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\n") {
                end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
            }
            return offset..<min(end + 1, bytes.count)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            var end = offset
            while end < bytes.count, !" \t\r\n,:]}".utf8.contains(bytes[end]) { end += 1 }
            return offset..<end
        default:
            var end = offset + 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            return offset..<end
        }
    }
}
