import Glibc
import TestKit

/// posix_spawn for tests: a group of its own, default signals, no descriptor of the test process.
enum Spawn {
    enum Streams {
        case files(input: String, output: String, errorOutput: String)
        /// Standard input and output are that descriptor, stderr is inherited.
        case both(Int32)
    }

    static func start(_ arguments: [String], environment: [String]?, streams: Streams) throws -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        switch streams {
        case .files(let input, let output, let errorOutput):
            let creating = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
            unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
            unsafe posix_spawn_file_actions_addopen(&actions, 1, output, creating, 0o600)
            unsafe posix_spawn_file_actions_addopen(&actions, 2, errorOutput, creating, 0o600)
        case .both(let descriptor):
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, 0)
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
        }
        var attributes = attributes()
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        guard let path = arguments.first.map(Self.executable) else { throw TestFailure("nothing to run") }
        var process: pid_t = 0
        let failure = unsafe withStrings(arguments) { arguments in
            unsafe withStrings(environment ?? Self.ownEnvironment) { environment in
                unsafe posix_spawn(&process, path, &actions, &attributes, arguments, environment)
            }
        }
        guard failure == 0 else { throw TestFailure("\(path) can't be started: errno \(failure)") }
        return process
    }

    private static func attributes() -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        var all = sigset_t()
        unsafe sigfillset(&all)
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        return attributes
    }

    /// A name without slash is looked for in PATH.
    private static func executable(_ name: String) -> String {
        if name.contains("/") { return name }
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        let found = path.split(separator: ":").map { (folder: Substring) -> String in "\(folder)/\(name)" }.first {
            unsafe access($0, X_OK) == 0
        }
        return found ?? name
    }

    private static var ownEnvironment: [String] {
        var variables: [String] = []
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            variables.append(unsafe String(cString: text))
            unsafe entry += 1
        }
        return variables
    }

    private static func withStrings<Value>(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
    ) -> Value {
        let strings = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { unsafe strings[index] = unsafe strdup(text) }
        unsafe strings[texts.count] = nil
        defer {
            for index in texts.indices { unsafe free(strings[index]) }
            unsafe strings.deallocate()
        }
        return unsafe body(strings)
    }
}
