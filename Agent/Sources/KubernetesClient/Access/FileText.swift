import Glibc

/// Reads files of credentials: small, anew at each use, so that a rotated one counts at once.
enum FileText {
    /// - Throws: `unreadable`
    static func read(_ path: String, limit: Int) throws(AccessError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .unreadable(path, String(cString: strerror(errno))) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= limit {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path, String(cString: strerror(errno)))
            }
            bytes += buffer[..<count]
        }
        throw .unreadable(path, "it is larger than \(limit) bytes")
    }

    /// A file's text without the white space around it.
    static func line(_ path: String) throws(AccessError) -> String {
        let bytes = try read(path, limit: 64 << 10)
        let isSpace: (UInt8) -> Bool = { $0 == 32 || (9...13).contains($0) }
        let trimmed = bytes.drop(while: isSpace)
        let end = trimmed.lastIndex { !isSpace($0) } ?? trimmed.startIndex - 1
        return String(decoding: trimmed[..<(end + 1)], as: UTF8.self)
    }
}
