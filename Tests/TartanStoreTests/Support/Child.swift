import Glibc
import LinuxSystem
import Testing

/// A shell command in a process of its own, killed at the end of the test at the latest.
final class Child: Sendable {
    let process: pid_t

    /// - Parameter inherited: a descriptor that the child gets as number 3.
    init(_ command: String, inheriting inherited: Int32? = nil) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if let inherited { unsafe posix_spawn_file_actions_adddup2(&actions, inherited, 3) }
        var process: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe []
        for text in ["/bin/sh", "-c", command] { unsafe arguments.append(strdup(text)) }
        defer { unsafe arguments.forEach { unsafe free($0) } }
        unsafe arguments.append(nil)
        let status = unsafe posix_spawn(&process, "/bin/sh", &actions, nil, &arguments, environ)
        try #require(status == 0)
        self.process = process
    }

    deinit {
        end()
    }

    func end() {
        kill(process, SIGKILL)
        wait()
    }

    /// False once it has exited, waited for or not.
    var isRunning: Bool { ProcessIdentity(process: process) != nil }

    func wait() {
        var status: Int32 = 0
        _ = unsafe waitpid(process, &status, 0)
    }
}
