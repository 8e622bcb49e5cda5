import CNIExecution
import Glibc
import LinuxSystem
import TestKit
import Testing

@Suite struct LaunchFailureTests {
    private func failure(_ path: String, environment: [String] = []) -> LaunchFailure? {
        do throws(LaunchFailure) {
            let process = try PluginProcess.start(PluginCommand(executable: path, environment: environment))
            _ = process.finish(input: [], deadline: .after(milliseconds: 5000))
            return nil
        } catch {
            return error
        }
    }

    @Test("a missing file, missing permission, a folder and an unknown format say so")
    func notExecutable() throws {
        let folder = try TemporaryFolder()
        let missing = folder.path + "/missing"
        #expect(failure(missing) == .notExecutable(path: missing, errorNumber: ENOENT))
        let plain = try folder.write("plain", "#!/bin/sh\n", mode: 0o644)
        #expect(failure(plain) == .notExecutable(path: plain, errorNumber: EACCES))
        #expect(failure(folder.path) == .notExecutable(path: folder.path, errorNumber: EACCES))
        let text = try folder.write("text", "no program\n", mode: 0o755)
        #expect(failure(text) == .notExecutable(path: text, errorNumber: ENOEXEC))
        let orphan = try folder.write("orphan", "#!/no/such/interpreter\n", mode: 0o755)
        #expect(failure(orphan) == .notExecutable(path: orphan, errorNumber: ENOENT))
        #expect(failure(plain + "/x") == .notExecutable(path: plain + "/x", errorNumber: ENOTDIR))
    }

    @Test("a relative path and a NUL are refused instead of cut off")
    func unrepresentable() {
        #expect(failure("bin/true") == .system(SystemFailure("start", "bin/true", errorNumber: EINVAL)))
        #expect(
            failure("/bin/true", environment: ["A=1\0B=2"])
                == .system(SystemFailure("start", "/bin/true", errorNumber: EINVAL)))
    }

    @Test("an environment that the kernel doesn't take is the machine's limit, not the file's fault")
    func tooLong() {
        let huge = "A=" + String(repeating: "x", count: 200_000)
        #expect(
            failure("/bin/true", environment: [huge])
                == .system(SystemFailure("start", "/bin/true", errorNumber: E2BIG)))
    }

    @Test("a binary that is being replaced is tried again until it is whole")
    func busyForAWhile() throws {
        let folder = try TemporaryFolder()
        let path = try copyOfTrue(in: folder)
        let writer = try write(path, seconds: "0.3", folder)
        let outcome = try PluginCommand(executable: path, environment: []).run()
        #expect(outcome.ending == .exited(0))
        #expect(outcome.microseconds > 50_000)
        _ = writer.finish(input: [], deadline: .after(milliseconds: 5000))
    }

    @Test("a binary that stays busy is reported with the time that it was tried")
    func busyForLong() throws {
        let folder = try TemporaryFolder()
        let path = try copyOfTrue(in: folder)
        let writer = try write(path, seconds: "30", folder)
        #expect(failure(path) == .busy(path: path, milliseconds: 1000))
        _ = writer.finish(input: [], deadline: .after(milliseconds: 0))
    }

    private func copyOfTrue(in folder: TemporaryFolder) throws -> String {
        let path = folder.path + "/busy"
        try Files.replace(path, with: try Files.read("/bin/true", limit: 4 << 20), mode: 0o755)
        return path
    }

    /// A process that has the file open for writing for this long.
    private func write(_ path: String, seconds: String, _ folder: TemporaryFolder) throws -> PluginProcess {
        let writer = try PluginProcess.start(.shell("exec 9>>\(path); : >\(folder.path)/ready; sleep \(seconds)"))
        #expect(eventually { FileIdentity(path: folder.path + "/ready") != nil })
        return writer
    }

    @Test("every failure is one sentence with its facts, safe to print")
    func descriptions() {
        let table: [(LaunchFailure, String)] = [
            (
                .notFound(type: "bridge", searched: ["/a", "/b"]), "no plugin \"bridge\" in /a, /b"
            ),
            (.notFound(type: "bridge", searched: []), "no plugin \"bridge\": there is no folder to look in"),
            (
                .invalidType("a\u{1B}/b"),
                "\"a\\u{1b}/b\" is not the name of a plugin: a plain file name of 1 to 255 bytes"
            ),
            (.isTartan(path: "/a/tartan"), "/a/tartan is Tartan itself, which cannot be its own delegate"),
            (.notExecutable(path: "/a/b", errorNumber: EACCES), "cannot execute /a/b: Permission denied"),
            (
                .notExecutable(path: "/a/b", errorNumber: ENOENT),
                "cannot execute /a/b: No such file or directory (the file, its interpreter or its loader)"
            ),
            (
                .busy(path: "/a/b", milliseconds: 1000),
                "cannot execute /a/b: it was being written for all of the 1000 ms that it was tried"
            ),
            (
                .system(SystemFailure("start", "/a/b", errorNumber: EAGAIN)),
                "cannot start /a/b: Resource temporarily unavailable"
            ),
        ]
        for (failure, text) in table { #expect(failure.description == text) }
    }
}
