import Glibc
import LinuxSystem
import Testing

/// A folder of one test, removed with everything in it when the test ends.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/tartan-system-XXXXXX".utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            return unsafe mkdtemp(start) != nil
        }
        try #require(made)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        Self.remove(path)
    }

    private static func remove(_ path: String) {
        for name in (try? Files.names(in: path, hidden: true)) ?? [] {
            if unsafe unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
        }
        _ = unsafe rmdir(path)
    }
}
