import Foundation

/// The temporary folder of one run. Whoever started this program made it and removes it.
struct Workspace {
    let root: String

    func path(_ name: String) -> String { "\(root)/\(name)" }

    func makeFolder(_ path: String, mode: Int = 0o700) throws(BenchFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
        } catch { throw .unreadable(file: path) }
    }

    func write(_ text: String, to path: String) throws(BenchFailure) {
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw .unreadable(file: path)
        }
    }

    func read(_ path: String) throws(BenchFailure) -> String {
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(file: path) }
        return String(decoding: data, as: UTF8.self)
    }

    /// What a job wrote to stdout and stderr, for the message about its failure.
    func said(by job: Job) -> String {
        [job.output, job.output + ".err"].compactMap { FileManager.default.contents(atPath: $0) }
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
}
