import Findings
import Foundation
import Validation

/// A mistake that people have made: a folder of Tests/Mistakes with the files, and `about.txt`, which says what it is,
/// where it is from, what was seen of it, and what has to be found.
struct Mistake: Sendable, CustomStringConvertible {
    let name: String
    /// What is wrong, in one line.
    let title: String
    /// Project and number, or the documentation.
    let source: String
    /// What the person saw.
    let seen: String
    /// `FILE:LINE:COLUMN-END severity CODE message`, each finding exactly.
    let finds: [String]

    var description: String { name }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Mistakes")

    static let all: [Mistake] = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()
        .filter { !$0.hasPrefix(".") }.map { Mistake($0) }

    private static let about = "about.txt"

    private init(_ name: String) {
        self.name = name
        let text = (try? String(contentsOf: Self.url(name, Self.about), encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").map(String.init)
        func values(_ key: String) -> [String] {
            lines.filter { $0.hasPrefix("\(key): ") }.map { String($0.dropFirst(key.count + 2)) }
        }
        title = lines.first ?? ""
        source = values("source").first ?? ""
        seen = values("seen").first ?? ""
        finds = values("finds")
    }

    /// What validation says about the mistake's files alone.
    func report() throws -> ValidationReport {
        var validator = Validator()
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.url(name).path)
        for file in files.filter({ $0 != Self.about }).sorted() {
            validator.add(InputText(file, [UInt8](try Data(contentsOf: Self.url(name, file)))))
        }
        return validator.report()
    }

    private static func url(_ parts: String...) -> URL {
        parts.reduce(root) { $0.appendingPathComponent($1) }
    }
}

extension Finding {
    /// As `finds` of a mistake has it.
    var asMistakeHasIt: String {
        "\(place.file):\(place.line):\(place.column)-\(place.endColumn) \(severity.rawValue) \(code) \(message)"
    }
}
