import CLinux
import Glibc

/// The one owner of an open file descriptor: closed when it goes out of scope, never twice.
package struct Descriptor: ~Copyable, Sendable {
    package let number: Int32

    /// Takes over an open descriptor.
    package init(owning number: Int32) {
        self.number = number
    }

    /// Opens with O_CLOEXEC, again after EINTR.
    package init(opening path: String, _ flags: Int32, mode: UInt32 = 0) throws(SystemFailure) {
        var number: Int32
        repeat { number = unsafe clinux_open(path, flags, mode) } while number < 0 && errno == EINTR
        guard number >= 0 else { throw SystemFailure("open", path) }
        self.number = number
    }

    deinit {
        close(number)
    }

    /// Gives the descriptor away; the caller closes it.
    package consuming func release() -> Int32 {
        let number = self.number
        discard self
        return number
    }

    /// Reads to the end or to the limit, whichever comes first; one byte over the limit is enough to know that there is more.
    package func readAll(limit: Int, name: String) throws(SystemFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= limit {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemFailure("read", name)
            }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// Writes everything, again after EINTR and short writes.
    package func writeAll(_ bytes: [UInt8], name: String) throws(SystemFailure) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe write(number, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemFailure("write", name)
            }
            written += count
        }
    }
}
