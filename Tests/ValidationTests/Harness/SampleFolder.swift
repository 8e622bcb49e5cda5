import Findings
import Foundation

/// The samples of Tests/ValidationTests/Samples: a folder for each code, in it a file or a folder of files for each sample.
enum SampleFolder {
    struct Entry: Sendable, CustomStringConvertible {
        let code: String
        let name: String
        let sample: Sample

        var description: String { "\(code)/\(name)" }
    }

    static let entries: [Entry] = codes.flatMap { code in
        names(in: root.appending(path: code)).map { name in
            Entry(code: code, name: name, sample: sample(at: root.appending(path: code).appending(path: name)))
        }
    }

    static let codes: [String] = names(in: root)

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Samples")

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
