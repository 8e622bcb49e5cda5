import Glibc

/// Lines that are there at once, also where a pipe takes them.
enum OutputLine {
    static func print(_ text: String) { write(text, to: STDOUT_FILENO) }
    static func printError(_ text: String) { write(text, to: STDERR_FILENO) }

    /// What nobody takes any more is nobody's loss.
    private static func write(_ text: String, to file: Int32) {
        var rest = Array((text + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
