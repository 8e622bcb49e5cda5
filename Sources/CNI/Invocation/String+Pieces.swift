extension String {
    /// What stands between these bytes, empty pieces included: by bytes, as plugins written in Go and C read such lists.
    package func pieces(between separator: UInt8) -> [String] {
        var pieces: [String] = []
        var start = utf8.startIndex
        while let end = utf8[start...].firstIndex(of: separator) {
            pieces.append(String(self[start..<end]))
            start = utf8.index(after: end)
        }
        pieces.append(String(self[start...]))
        return pieces
    }
}
