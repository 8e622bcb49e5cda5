import ExactJSON
import MarkedYAML

/// A value of a manifest with all that is needed to say where it is.
struct ManifestNode {
    let file: String
    let source: SourceText
    let node: MarkedNode

    subscript(_ key: String) -> ManifestNode? { node[key].map { with($0) } }

    func with(_ node: MarkedNode) -> ManifestNode { ManifestNode(file: file, source: source, node: node) }

    var place: SourcePlace { SourcePlace(file, node.position) }

    /// The place of a value by the offset that its JSON has; this value's own where there is none.
    func place(offset: Int?) -> SourcePlace {
        guard let offset else { return place }
        return SourcePlace(file, source.position(at: offset))
    }

    /// The place of a byte of this string.
    func place(inside offset: Int) -> SourcePlace { SourcePlace(file, source.position(at: offset, in: node)) }

    /// Follows the keys as far as they are there.
    func deepest(_ keys: [String]) -> ManifestNode {
        var node = self
        for key in keys {
            guard let next = node[key] else { break }
            node = next
        }
        return node
    }

    func json() throws(Failure) -> JSONValue {
        do throws(YAMLError) { return try node.json() } catch { throw Failure(error, file: file) }
    }

    func failure(_ code: String, _ message: String, hints: [String] = []) -> Failure {
        Failure(.couldNotRun, code: code, message, at: place, hints: hints)
    }
}

extension Failure {
    init(_ error: YAMLError, file: String) {
        self.init(.couldNotRun, code: "syntax", error.reason, at: SourcePlace(file, error.position))
    }
}

extension TextPosition {
    /// The offset in bytes of this place in a text; the end for a place beyond it.
    func offset(in text: String) -> Int {
        var position = TextPosition(line: 1, column: 1)
        var offset = 0
        for scalar in text.unicodeScalars {
            if position.line == line, position.column >= column || scalar == "\n" { return offset }
            offset += UTF8.width(scalar)
            position =
                scalar == "\n"
                ? TextPosition(line: position.line + 1, column: 1)
                : TextPosition(line: position.line, column: position.column + 1)
        }
        return offset
    }
}
