import CNI
import Glibc
import LinuxSystem

/// What Tartan says besides its answer: one line each, to the file of `logFile` (O_APPEND, 0600) and, errors alone, to stderr.
package struct Log: Sendable {
    private let settings: LogSettings?
    private let subject: String
    private let writeError: @Sendable (String) -> Void

    /// - Parameters:
    ///   - settings: nil before the configuration was read: errors go to stderr alone.
    ///   - subject: whom the lines are about: `ADD shop/web`.
    package init(_ settings: LogSettings?, subject: String, writeError: @escaping @Sendable (String) -> Void) {
        self.settings = settings
        self.subject = subject
        self.writeError = writeError
    }

    package func error(_ text: @autoclosure () -> String) {
        let line = "\(subject): \(text())".escapingControlCharacters
        if settings?.toStandardError != false { writeError("tartan: " + line) }
        append(line, "error")
    }

    package func verbose(_ text: @autoclosure () -> String) { write(text, .verbose) }

    package func debug(_ text: @autoclosure () -> String) { write(text, .debug) }

    private func write(_ text: () -> String, _ level: LogSettings.Level) {
        guard let settings, settings.file != nil, settings.level >= level else { return }
        append("\(subject): \(text())".escapingControlCharacters, level.rawValue)
    }

    /// Says on stderr that `logFile` can't be opened, once a call: even `logToStderr: false` doesn't mean to lose the log.
    func requireFile() {
        guard let settings, let file = settings.file else { return }
        do throws(SystemFailure) { try LogFile(path: file, rotation: settings.rotation).require() } catch {
            let line = "\(subject): nothing can be logged, for \"logFile\" can't be used: \(error)"
            writeError("tartan: " + line.escapingControlCharacters)
        }
    }

    /// A log that can't be written is no reason to fail a pod.
    private func append(_ line: String, _ level: String) {
        guard let settings, let path = settings.file else { return }
        let text = "\(Self.timestamp()) [\(level)] \(line)\n"
        try? LogFile(path: path, rotation: settings.rotation).append(Array(text.utf8))
    }

    /// RFC 3339 in UTC: `2026-03-01T12:00:00Z`.
    package static func timestamp(_ microseconds: UInt64 = Clock.wallMicroseconds) -> String {
        var seconds = time_t(microseconds / 1_000_000)
        var parts = unsafe tm()
        _ = unsafe gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
        let day = unsafe "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return unsafe "\(day)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }
}
