package import ExactJSON
package import Findings
package import MarkedYAML

/// A part of a file that a finding may point at; worked out into line and column only if one does.
package struct Spot: Sendable, Equatable {
    package let file: SourceFile
    private let target: Target

    private enum Target: Equatable {
        /// A value or key of a YAML or JSON document.
        case node(MarkedNode)
        /// Bytes of the file itself.
        case bytes(Range<Int>)
        /// Bytes of the text in a scalar.
        case inside(MarkedNode, Range<Int>)
        case position(TextPosition)
    }

    package static func == (left: Self, right: Self) -> Bool { left.file === right.file && left.target == right.target }

    package init(_ file: SourceFile, _ node: MarkedNode) {
        self.file = file
        target = .node(node)
    }

    package init(_ file: SourceFile, bytes: Range<Int>) {
        self.file = file
        target = .bytes(bytes)
    }

    /// - Parameter range: in the UTF-8 of the scalar's text.
    package init(_ file: SourceFile, inside scalar: MarkedNode, _ range: Range<Int>) {
        self.file = file
        target = .inside(scalar, range)
    }

    package init(_ file: SourceFile, _ position: TextPosition) {
        self.file = file
        target = .position(position)
    }

    package var place: FindingPlace {
        switch target {
        case .node(let node): file.place(Self.token(of: node, in: file.text.bytes))
        case .bytes(let range): file.place(range)
        case .inside(let scalar, let range): place(inside: scalar, range)
        case .position(let position): file.place(position, width: 1, at: offset(of: position))
        }
    }

    /// What of a value is marked: a scalar whole, of a block only its `|` or `>`, of a collection its bracket or first key.
    private static func token(of node: MarkedNode, in bytes: [UInt8]) -> Range<Int> {
        let start = node.bytes.lowerBound
        switch node.content {
        case .scalar(let scalar):
            return scalar.style == .literal || scalar.style == .folded ? start..<start + 1 : node.bytes
        case .sequence: return start..<start + 1
        case .mapping(let mapping):
            if start < bytes.count, bytes[start] == UInt8(ascii: "{") { return start..<start + 1 }
            guard let key = mapping.entries.first?.keyNode, key.bytes.lowerBound == start else {
                return start..<start + 1
            }
            return key.bytes
        }
    }

    private func place(inside scalar: MarkedNode, _ range: Range<Int>) -> FindingPlace {
        let (start, end) = file.positions(of: range, in: scalar)
        let width = end.line == start.line ? end.column - start.column : 1
        return file.place(start, width: width, at: offset(of: start))
    }

    private func offset(of position: TextPosition) -> Int { file.text.offset(of: position) }
}
