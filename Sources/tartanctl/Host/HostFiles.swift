import CNI
import ExactJSON
import Glibc
import LinuxSystem

/// The files of the node, or those of a copy of it below a folder. All paths are the node's own.
struct HostFiles {
    /// Without a slash at its end and without links; nil for the node itself.
    let root: String?

    /// The node that this process runs on.
    static let node = HostFiles()

    private init() { root = nil }

    init(root: String?) throws(Failure) {
        guard let root else {
            self.root = nil
            return
        }
        guard let resolved = AbsolutePath.resolved(root), Self.isFolder(resolved) else {
            throw Failure(
                .couldNotRun, code: "badInput", "--root \(root) is no folder.", facts: ["path": .string(root)])
        }
        self.root = resolved == "/" ? nil : resolved
    }

    /// A path as a person named it, as the node has it: absolute ones are the node's, also where they lead into the copy.
    func nodePath(_ path: String) -> String {
        var path = AbsolutePath.of(path)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard let root else { return path }
        if path.hasPrefix(root + "/") { return String(path.dropFirst(root.count)) }
        return path
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    static func name(of path: String) -> String {
        String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    /// Where a path of the node is for this process: folders that are links there are followed as on the node, so that
    /// `/var/run` of a copy never leads to this machine's. A link at the end stays one.
    func real(_ path: String) -> String {
        guard let root else { return path }
        return root + LinkWalk(root: root).walk(path, followsLast: false)
    }

    /// As `real`, where links at the end are followed too.
    func target(_ path: String) -> String {
        guard let root else { return path }
        return root + LinkWalk(root: root).walk(path, followsLast: true)
    }

    /// A text about files, with the paths as the node has them.
    func onNode(_ text: String) -> String {
        guard let root else { return text }
        let prefix = Array((root + "/").utf8)
        var shown: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if rest.starts(with: prefix) {
                rest = rest.dropFirst(prefix.count - 1)
                shown.append(UInt8(ascii: "/"))
            } else {
                shown.append(byte)
            }
            rest = rest.dropFirst()
        }
        return String(decoding: shown, as: UTF8.self)
    }

    /// In /proc and /sys, where links lead nowhere that has a path.
    func kernel(_ path: String) -> String { (root ?? "") + path }

    /// Nil where the kernel's file can't be read.
    func kernelText(_ path: String) -> String? {
        guard let bytes = try? Files.read(kernel(path), limit: Limits.kernelFile) else { return nil }
        return String(decoding: bytes.reversed().drop { $0 <= 0x20 }.reversed(), as: UTF8.self)
    }

    func isThere(_ path: String) -> Bool { FileIdentity(path: target(path)) != nil }

    func isFolder(_ path: String) -> Bool { Self.isFolder(target(path)) }

    /// A file that somebody may execute.
    func isExecutable(_ path: String) -> Bool {
        facts(path).map { $0.kind == .file && $0.permissions & 0o111 != 0 } ?? false
    }

    /// Nil where nothing is there, or may not be looked at.
    func facts(_ path: String) -> FileFacts? { try? FileFacts(path: target(path)) }

    private static func isFolder(_ path: String) -> Bool {
        guard let facts = try? FileFacts(path: path) else { return false }
        return facts.kind == .folder
    }

    /// Sorted as runtimes sort them. A missing folder has none.
    func names(in folder: String) throws(SystemFailure) -> [String] { try Files.names(in: target(folder)) }

    /// A regular file of at most the limit. Links are followed, but never out of the copy.
    func read(_ path: String, limit: Int = Limits.configuration) throws(FileProblem) -> [UInt8] {
        let real = real(path)
        if let root, let resolved = AbsolutePath.resolved(real), !resolved.hasPrefix(root + "/") {
            throw .leadsOut(path, to: resolved)
        }
        do throws(SystemFailure) { return try OpenedFile(reading: real).whole(limit: limit) } catch {
            throw .system(path, error)
        }
    }
}

extension HostFiles {
    /// What the node calls itself.
    var hostName: String {
        if let root {
            let text = try? read("/etc/hostname", limit: 1 << 10)
            let name = text.map { String(decoding: $0.prefix { $0 > 0x20 }, as: UTF8.self) } ?? ""
            return name.isEmpty ? root : name
        }
        var name = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&name, name.count - 1) == 0 else { return "this node" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
