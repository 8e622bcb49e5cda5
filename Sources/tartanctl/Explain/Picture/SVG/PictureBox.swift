/// A box with lines of text, in pixels.
struct PictureBox: Equatable {
    let lines: [PictureText]
    /// The default route leads through it.
    let isOnDefaultRoute: Bool
    var x = 0
    var y = 0
    /// Set to that of its column.
    var width: Int

    static let padding = 12
    static let lineHeight = 17
    private static let titleHeight = 20

    init(_ lines: [PictureText], isOnDefaultRoute: Bool) {
        self.lines = lines
        self.isOnDefaultRoute = isOnDefaultRoute
        width = (lines.map(Self.width).max() ?? 0) + 2 * Self.padding
    }

    var height: Int { 2 * Self.padding - 6 + Self.titleHeight + (lines.count - 1) * Self.lineHeight }
    var middle: Int { y + height / 2 }

    /// The base line of a line of text.
    func baseline(_ line: Int) -> Int {
        y + Self.padding - 3 + 14 + (line == 0 ? 0 : Self.titleHeight + (line - 1) * Self.lineHeight - 1)
    }

    /// Rather too wide than too narrow: fixed-width fonts take 0.55 to 0.61 of their size for a column.
    private static func width(_ text: PictureText) -> Int {
        let size = text.style == .title ? 14.0 : 12.0
        return Int((Double(text.columns) * size * 0.61).rounded(.up))
    }
}

/// Boxes under each other.
struct PictureColumn: Equatable {
    var boxes: [PictureBox]

    static let gap = 14

    var width: Int { boxes.map(\.width).max() ?? 0 }
    var bottom: Int { boxes.map { $0.y + $0.height }.max() ?? 0 }

    /// From the top, in their order, each in the middle of a row of that height or its own.
    mutating func stack(from top: Int, rows: [Int]) {
        var y = top
        for index in boxes.indices {
            let row = max(boxes[index].height, rows[index])
            boxes[index].y = y + (row - boxes[index].height) / 2
            y += row + Self.gap
        }
    }

    /// Each as near to where it is wanted as the others let it, none above `top`.
    ///
    /// - Parameter wanted: the middle of each box.
    mutating func place(at wanted: [Int], below top: Int) {
        // Boxes that push each other make a block, which goes to the mean of what its boxes want.
        struct Block {
            var boxes: [Int]
            var sum: Int
            var mean: Int { sum / boxes.count }
        }
        let order = boxes.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        var offsets = Array(repeating: 0, count: boxes.count)
        var offset = 0
        for index in order {
            offsets[index] = offset
            offset += boxes[index].height + Self.gap
        }
        var blocks: [Block] = []
        for index in order {
            let top = max(top, wanted[index] - boxes[index].height / 2 - offsets[index])
            var block = Block(boxes: [index], sum: top)
            while let last = blocks.last, last.mean > block.mean {
                blocks.removeLast()
                block = Block(boxes: last.boxes + block.boxes, sum: last.sum + block.sum)
            }
            blocks.append(block)
        }
        for block in blocks {
            for index in block.boxes { boxes[index].y = max(top, block.mean) + offsets[index] }
        }
    }

    mutating func align(x: Int) {
        let width = width
        for index in boxes.indices {
            boxes[index].x = x
            boxes[index].width = width
        }
    }
}
