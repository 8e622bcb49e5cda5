/// When the log file becomes a backup and which backups are kept (`logOptions`), with Multus' defaults.
package struct LogRotation: Sendable, Equatable {
    /// The size in bytes that the file may reach.
    package var size: Int
    /// Days after which a backup goes; 0: none goes by its age.
    package var days: Int
    /// How many backups are kept; 0: all.
    package var backups: Int

    package init(size: Int, days: Int, backups: Int) {
        self.size = size
        self.days = days
        self.backups = backups
    }

    init(_ reader: SettingsReader) throws(SettingsError) {
        let options = SettingsReader(object: try reader.object("logOptions"), within: "logOptions.")
        let megabytes = try options.count("maxSize") ?? 0
        size = (megabytes == 0 ? 100 : megabytes) << 20
        days = try options.count("maxAge") ?? 5
        backups = try options.count("maxBackups") ?? 5
        // A process of a millisecond doesn't compress a hundred megabytes.
        _ = try options.flag("compress")
    }
}
