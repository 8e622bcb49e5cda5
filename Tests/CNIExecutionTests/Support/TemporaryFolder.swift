import Foundation
import LinuxSystem

/// A folder of a test's own, removed with everything in it when the test ends.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = "/tmp/tartan-execution-" + String(UInt64.random(in: .min ... .max), radix: 16)
        try Files.makeFolders(path, mode: 0o700)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String, mode: UInt32 = 0o755) throws -> String {
        let file = path + "/" + name
        try Files.replace(file, with: Array(text.utf8), mode: mode)
        return file
    }

    func text(of name: String) throws -> String {
        String(decoding: try Files.read(path + "/" + name, limit: 1 << 20), as: UTF8.self)
    }
}
