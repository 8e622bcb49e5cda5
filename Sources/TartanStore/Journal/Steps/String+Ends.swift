extension String {
    /// The text, or its head and tail with a note of what was left out, never over the limit in UTF-8 bytes.
    func keepingEnds(limit: Int) -> String {
        let bytes = utf8
        guard bytes.count > limit else { return self }
        let note = "\n[… \(bytes.count) bytes in all …]\n"
        let room = max(0, limit - note.utf8.count)
        var head = bytes.index(bytes.startIndex, offsetBy: room / 2)
        while head > bytes.startIndex, bytes[head] & 0xC0 == 0x80 { head = bytes.index(before: head) }
        var tail = bytes.index(bytes.endIndex, offsetBy: -(room / 2))
        while tail < bytes.endIndex, bytes[tail] & 0xC0 == 0x80 { tail = bytes.index(after: tail) }
        return String(self[..<head]) + note + String(self[tail...])
    }
}
