public import Logging
import Synchronization

/// Keeps what is logged from warnings on.
public final class RecordedLog: Sendable {
    private let kept = Mutex<[String]>([])

    public init() {}

    public var messages: [String] { kept.withLock { $0 } }

    public var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .warning

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { log.kept.withLock { $0.append("\(event.message)") } }
    }
}
