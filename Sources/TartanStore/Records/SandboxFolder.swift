import CNI
import Glibc
import LinuxSystem

/// The folder of one sandbox: its records, its lock, and the lock that its running binary holds.
package struct SandboxFolder: Sendable, Equatable {
    package let path: String
    /// The container id, or `=` and its SHA-256 where the id is too long (or too strange) for a file name.
    package let name: String
    /// Nil where the folder was found by listing and its name doesn't tell.
    package let containerID: String?
    let historyPath: String

    static let recordPrefix = "if:"

    /// Nothing that came from outside reaches a path: what is no container id is hashed too.
    static func name(for containerID: String) -> String {
        if containerID.utf8.count <= Limits.longestPlainSandbox, (try? Identifier.validate(containerID)) != nil {
            return containerID
        }
        return "=" + SHA256.hex(containerID)
    }

    /// A name that a sandbox's folder can have.
    static func isName(_ text: String) -> Bool {
        if name(for: text) == text { return true }
        return text.utf8.count == 65 && text.hasPrefix("=")
            && text.utf8.dropFirst().allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }

    var lockPath: String { path + "/lock" }
    var runningPath: String { path + "/running" }

    package func journalPath(_ interface: String) -> String { "\(path)/\(Self.recordPrefix)\(interface)" }

    package func historyPath(_ interface: String) -> String { "\(historyPath)/\(name):\(interface)" }

    /// The interfaces of which a record is open, sorted.
    package func interfaces() throws(StoreError) -> [String] {
        do {
            return try Files.names(in: path).filter { $0.hasPrefix(Self.recordPrefix) }.map {
                String($0.dropFirst(Self.recordPrefix.count))
            }
        } catch {
            if error.isNotFound { return [] }
            throw .system(error)
        }
    }

    /// Unlinks `running`, then `lock`, and removes the folder, if no record is left and no binary runs. With the sandbox's
    /// lock held: whoever waits for it finds it unlinked and takes it anew.
    package func removeIfEmpty() {
        guard let names = try? Files.names(in: path, hidden: true) else { return }
        if names.contains(where: { $0.hasPrefix(Self.recordPrefix) }) { return }
        do { if try runningIsHeld() != nil { return } } catch { return }
        for name in names where name.hasPrefix(Store.temporaryPrefix) { _ = unsafe unlink(path + "/" + name) }
        _ = unsafe unlink(runningPath)
        _ = unsafe unlink(lockPath)
        _ = unsafe rmdir(path)
    }

    /// - Throws: `invalidName`: an interface's name becomes a part of a path only if Linux and CNI take it for one.
    static func validate(_ interface: String) throws(StoreError) {
        do { _ = try InterfaceName(interface) } catch { throw .invalidName(what: "interface", error) }
    }
}
