import Foundation
import Glibc

/// A pipe in the file system whose writer takes its time.
struct SlowPipe {
    struct Failed: Error {
        let action: String
    }

    private let writer: FileHandle

    init(_ path: String) throws {
        guard unsafe mkfifo(path, 0o600) == 0 else { throw Failed(action: "make") }
        guard let writer = FileHandle(forUpdatingAtPath: path) else { throw Failed(action: "open") }
        self.writer = writer
    }

    /// Writes the text in two pieces, and closes the pipe once a reader has them: closed before one has come, they would be
    /// lost, and the reader would wait for ever.
    func write(_ text: String) throws {
        for piece in [text.prefix(20), text.dropFirst(20)] {
            Thread.sleep(forTimeInterval: 0.1)
            try writer.write(contentsOf: Array(piece.utf8))
        }
        for _ in 0..<6000 {
            var left: Int32 = 0
            guard unsafe ioctl(writer.fileDescriptor, UInt(FIONREAD), &left) == 0 else {
                throw Failed(action: "look at")
            }
            if left == 0 { return try writer.close() }
            Thread.sleep(forTimeInterval: 0.01)
        }
        throw Failed(action: "wait for the reader of")
    }
}
