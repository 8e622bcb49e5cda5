import Glibc
import LinuxSystem
import Validation

/// Finds the project's `.tartan.yaml`: the nearest of the working folder and those above it.
enum SettingsSearch {
    /// Of folders above the working one.
    private static let highest = 64

    /// - Parameter path: `--settings`; nil to search.
    static func load(_ path: String?) throws(Failure) -> SettingsFile {
        guard let path = path ?? nearest() else { return SettingsFile() }
        let bytes: [UInt8]
        do throws(SystemFailure) {
            bytes = try Files.read(path, limit: SettingsFile.limit, waiting: true)
        } catch {
            throw Failure(.couldNotRun, code: "unreadable", error.description)
        }
        do throws(SettingsFileError) {
            return try SettingsFile(bytes)
        } catch {
            throw Failure(.couldNotRun, code: "badSettings", error.reason, at: SourcePlace(path, error.position))
        }
    }

    private static func nearest() -> String? {
        var prefix = ""
        for _ in 0..<highest {
            let path = prefix + SettingsFile.name
            if unsafe access(path, F_OK) == 0 { return path }
            // A repository's root is where a project ends.
            if unsafe access(prefix + ".git", F_OK) == 0 || isRoot(prefix) { return nil }
            prefix += "../"
        }
        return nil
    }

    private static func isRoot(_ prefix: String) -> Bool {
        var here = stat()
        var above = stat()
        guard unsafe stat(prefix + ".", &here) == 0, unsafe stat(prefix + "..", &above) == 0 else { return true }
        return here.st_dev == above.st_dev && here.st_ino == above.st_ino
    }
}
