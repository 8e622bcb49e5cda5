import Glibc

/// Runs commands of the system and other plugins.
enum Command {
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
        var succeeded: Bool { status == 0 }
    }

    /// - Parameters:
    ///   - variables: beside the process' own, `NAME=VALUE`; they win.
    @discardableResult
    static func run(_ words: [String], input: String = "", variables: [String] = []) -> Outcome {
        let files = [temporary(input), temporary(""), temporary("")]
        defer { for file in files { close(file) } }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        for (number, file) in files.enumerated() {
            _ = unsafe posix_spawn_file_actions_adddup2(&actions, file, Int32(number))
        }
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        var process: pid_t = 0
        let arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        let environment = unsafe Self.environment(variables).map { unsafe strdup($0) } + [nil]
        defer { unsafe (arguments + environment).forEach { unsafe free($0) } }
        let failed = unsafe posix_spawnp(&process, words[0], &actions, nil, arguments, environment)
        guard failed == 0 else { return Outcome(status: 127, output: "", errors: "\(words[0]) can't be run") }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        let exit = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
        return Outcome(status: exit, output: content(files[1]), errors: content(files[2]))
    }

    private static func temporary(_ text: String) -> Int32 {
        let name = "/tmp/standin-\(getpid())-\(UInt64.random(in: .min ... .max))"
        let file = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        _ = unsafe unlink(name)
        Output.write(Array(text.utf8), to: file)
        lseek(file, 0, SEEK_SET)
        return file
    }

    private static func content(_ file: Int32) -> String {
        lseek(file, 0, SEEK_SET)
        return String(decoding: Input.read(file), as: UTF8.self)
    }

    private static func environment(_ variables: [String]) -> [String] {
        let names = Set(variables.map { $0.prefix { $0 != "=" } })
        var result = variables
        var place = unsafe environ
        while let entry = unsafe place.pointee {
            let text = unsafe String(cString: entry)
            if !names.contains(text.prefix { $0 != "=" }) { result.append(text) }
            unsafe place += 1
        }
        return result
    }
}
