import Foundation

/// A folder of one test below /tmp, removed with everything in it when the test ends.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = try Self.make()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Makes a folder that its maker removes.
    package static func make() throws -> String {
        var template = Array("/tmp/tartan-test-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw TestFailure("mkdtemp: errno \(errno)") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Writes a file, with the folders above it.
    ///
    /// - Returns: its path.
    @discardableResult
    package func write(_ name: String, _ text: String, mode: UInt32 = 0o644) throws -> String {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: Int(mode)], ofItemAtPath: file.path)
        return file.path
    }
}
