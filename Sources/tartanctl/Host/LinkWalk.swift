import Glibc

/// Follows the links of a path in a copy of a node as the node itself would: absolute ones begin at the copy's root, and
/// `..` doesn't lead out of it.
struct LinkWalk {
    /// Without a slash at its end.
    let root: String

    private static let most = 40

    /// - Returns: a path below the root, beginning with a slash; parts that aren't there are kept as they are.
    func walk(_ path: String, followsLast: Bool) -> String {
        var left = Self.parts(path)
        var done: [Substring] = []
        var links = 0
        while let part = left.first {
            left.removeFirst()
            if part == ".." {
                _ = done.popLast()
                continue
            }
            done.append(part)
            guard followsLast || !left.isEmpty, links < Self.most, let target = link(done) else { continue }
            links += 1
            if target.hasPrefix("/") { done = [] } else { done.removeLast() }
            left = Self.parts(target) + left
        }
        return "/" + done.joined(separator: "/")
    }

    private static func parts(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }

    /// Where a link leads; nil for what is none.
    private func link(_ parts: [Substring]) -> String? {
        let path = root + "/" + parts.joined(separator: "/")
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink(path, &buffer, buffer.count)
        guard length > 0 else { return nil }
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
