import Glibc
import LinuxSystem

/// The backups beside a log file, named as Multus' log library names them: `tartan-2026-03-01T12-00-00.000.log`, in UTC.
struct LogBackups {
    private let folder: String
    private let stem: String
    private let ending: String
    private let rotation: LogRotation

    init(path: String, rotation: LogRotation) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let name = path[slash...].drop { $0 == "/" }
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        folder = slash == path.startIndex ? "/" : String(path[..<slash]) + "/"
        stem = name[..<dot] + "-"
        ending = String(name[dot...])
        self.rotation = rotation
    }

    /// A path that no backup has yet: a rename onto one would lose its lines.
    func free(at time: UInt64) -> String {
        var time = time
        while FileIdentity(path: path(at: time)) != nil { time += 1000 }
        return path(at: time)
    }

    /// Removes what is too old or too much. What can't be removed stays: the log is no reason to fail.
    func prune(_ now: UInt64) {
        let found = ((try? Files.names(in: folder, hidden: true)) ?? []).compactMap(backup)
        let newestFirst = found.sorted { $0.time > $1.time }
        let oldest = rotation.days == 0 ? "" : Self.stamp(now - min(now, UInt64(rotation.days) * 86_400_000_000))
        var kept: Set<String> = []
        for backup in newestFirst {
            let isKept = kept.contains(backup.time) || rotation.backups == 0 || kept.count < rotation.backups
            if isKept, backup.time >= oldest {
                kept.insert(backup.time)
            } else {
                _ = unsafe unlink(folder + backup.name)
            }
        }
    }

    private func path(at time: UInt64) -> String { folder + stem + Self.stamp(time) + ending }

    /// A file that is a backup of this log, compressed by Multus or not, and the time in its name, which sorts as text.
    private func backup(_ name: String) -> (name: String, time: String)? {
        guard name.hasPrefix(stem) else { return nil }
        let rest = name.dropFirst(stem.count)
        let time = rest.prefix(Self.pattern.utf8.count)
        guard rest.dropFirst(time.count) == ending || rest.dropFirst(time.count) == ending + ".gz",
            time.utf8.count == Self.pattern.utf8.count,
            zip(time.utf8, Self.pattern.utf8).allSatisfy({ byte, expected in
                expected == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == expected
            })
        else { return nil }
        return (name, String(time))
    }

    private static let pattern = "0000-00-00T00-00-00.000"

    private static func stamp(_ microseconds: UInt64) -> String {
        let milliseconds = String(microseconds / 1000 % 1000)
        let padding = String(repeating: "0", count: 3 - milliseconds.count)
        let text = Log.timestamp(microseconds).dropLast()
        return String(text.map { $0 == ":" ? "-" : $0 }) + "." + padding + milliseconds
    }
}
