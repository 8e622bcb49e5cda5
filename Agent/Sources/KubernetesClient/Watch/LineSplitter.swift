import NIOCore

/// Cuts a stream of bytes into lines; a piece without its end is no line.
struct LineSplitter {
    private var rest: [UInt8] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// The lines that the part ends, without their ends; empty ones are left out.
    mutating func add(_ part: ByteBuffer) throws(APIFailure) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var view = part.readableBytesView[...]
        while let end = view.firstIndex(of: UInt8(ascii: "\n")) {
            rest.append(contentsOf: view[..<end])
            if !rest.isEmpty { lines.append(rest) }
            rest.removeAll(keepingCapacity: true)
            view = view[view.index(after: end)...]
        }
        rest.append(contentsOf: view)
        if rest.count > limit || lines.contains(where: { $0.count > limit }) { throw .tooLarge(limit: limit) }
        return lines
    }
}
