import CNI
import ExactJSON
import LinuxSystem

/// The files of the node, or those of a copy of it below a folder. All paths are the node's own.
struct HostFiles {
    /// Without a slash at its end and without links; nil for the node itself.
    let root: String?

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

    /// Where a path of the node is for this process.
    func real(_ path: String) -> String { (root ?? "") + path }

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

    func isThere(_ path: String) -> Bool { FileIdentity(path: real(path)) != nil }

    /// A file that somebody may execute.
    func isExecutable(_ path: String) -> Bool {
        guard let facts = try? FileFacts(path: real(path)) else { return false }
        return facts.kind == .file && facts.permissions & 0o111 != 0
    }

    func isFolder(_ path: String) -> Bool { Self.isFolder(real(path)) }

    private static func isFolder(_ path: String) -> Bool {
        guard let facts = try? FileFacts(path: path) else { return false }
        return facts.kind == .folder
    }

    /// Sorted as runtimes sort them. A missing folder has none.
    func names(in folder: String) throws(SystemFailure) -> [String] { try Files.names(in: real(folder)) }

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

/// Why a file's text can't be had.
enum FileProblem: Error, Equatable, CustomStringConvertible {
    /// A link in a copy of a node that leads to the machine around it.
    case leadsOut(String, to: String)
    case system(String, SystemFailure)

    var path: String {
        switch self {
        case .leadsOut(let path, _), .system(let path, _): path
        }
    }

    var isMissing: Bool { if case .system(_, let failure) = self { failure.isNotFound } else { false } }

    var description: String {
        switch self {
        case .leadsOut(let path, let target): "\(path) is a link that leads out of --root, to \(target)"
        case .system(let path, let failure): "cannot \(failure.action) \(path): \(failure.reason)"
        }
    }
}
