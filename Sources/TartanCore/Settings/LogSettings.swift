/// Where Tartan writes what it does, and how much of it.
package struct LogSettings: Sendable {
    /// Multus' levels. `panic` counts as `error`: there is nothing in between for a process that answers each failure.
    package enum Level: String, Sendable, CaseIterable, Comparable {
        case panic
        case error
        case verbose
        case debug

        package static func < (left: Level, right: Level) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    package var file: String?
    package var level: Level
    package var toStandardError: Bool
    package var rotation: LogRotation

    init(_ reader: SettingsReader) throws(SettingsError) {
        file = try reader.path("logFile")
        level = try reader.choice("logLevel", Level.self) ?? .error
        toStandardError = try reader.flag("logToStderr") ?? true
        rotation = try LogRotation(reader)
    }
}
