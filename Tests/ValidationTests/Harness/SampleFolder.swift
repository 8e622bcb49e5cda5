import Findings
import Foundation

/// Folders of samples below Tests/ValidationTests.
struct SampleFolder {
    /// For each code a folder, in it a file or a folder of files for each sample.
    static let samples = SampleFolder("Samples")
    /// What has no finding: for each subject a folder, in it a file or a folder of files for each.
    static let valid = SampleFolder("Valid")

    struct Entry: Sendable, CustomStringConvertible {
        /// Of the folder that it is in: a code or subject.
        let code: String
        let name: String
        let sample: Sample

        var description: String { "\(code)/\(name)" }
    }

    let entries: [Entry]
    let codes: [String]

    private init(_ name: String) {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
            path: name)
        codes = Self.names(in: root)
        entries = codes.flatMap { code in
            Self.names(in: root.appending(path: code)).map { name in
                Entry(code: code, name: name, sample: Self.sample(at: root.appending(path: code).appending(path: name)))
            }
        }
    }

    private static func sample(at url: URL) -> Sample {
        var isFolder: ObjCBool = false
        _ = unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        if !isFolder.boolValue { return Sample([file(url)]) }
        return Sample(allNames(in: url).map { file(url.appending(path: $0)) })
    }

    private static func file(_ url: URL) -> Sample.File {
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? "unreadable: \(url.path)"
        return Sample.File(url.lastPathComponent, text)
    }

    private static func names(in url: URL) -> [String] { allNames(in: url).filter { !$0.hasPrefix(".") } }

    private static func allNames(in url: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }
}
