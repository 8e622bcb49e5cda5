import Glibc

/// The root of a node's files, which may be mounted below a folder. Paths of the node are followed as the node would:
/// an absolute symbolic link leads to the node's file, never to one of the container.
struct HostRoot: Sendable {
    /// Empty for the machine's own root.
    let path: String

    static let mostLinks = 40

    /// - Throws: where the folder is none.
    init(_ folder: String) throws(InstallationError) {
        guard let real = realpath(folder, nil) else {
            throw InstallationError(
                "the node's files can't be reached: \(folder): \(String(cString: strerror(errno)))",
                next: "Mount the node's / there, or name the folder where it is: --host DIR.")
        }
        defer { free(real) }
        let text = String(cString: real)
        path = text == "/" ? "" : text
    }

    /// The path as this process reaches it, all symbolic links followed; what doesn't exist is taken as it is written.
    func resolve(_ nodePath: String) throws(InstallationError) -> String {
        var rest = nodePath.split(separator: "/").map(String.init)[...]
        var walked: [String] = []
        var links = 0
        while let part = rest.popFirst() {
            if part == "." { continue }
            if part == ".." {
                _ = walked.popLast()
                continue
            }
            guard let target = Self.link(path + "/" + (walked + [part]).joined(separator: "/")) else {
                walked.append(part)
                continue
            }
            links += 1
            guard links <= Self.mostLinks else {
                throw .failed("follow", nodePath, reason: "more than \(Self.mostLinks) symbolic links")
            }
            if target.hasPrefix("/") { walked = [] }
            rest = target.split(separator: "/").map(String.init)[...] + rest
        }
        return path + "/" + walked.joined(separator: "/")
    }

    /// Nil where the path is no symbolic link.
    private static func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        guard count >= 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
