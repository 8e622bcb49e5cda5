import Glibc
import LinuxSystem
import TartanCore

/// Gathers the world, makes the call, prints the answer, exits.
@main
enum Main {
    static func main() {
        StandardDescriptors.fill()
        let started = Clock.bootMicroseconds
        // A runtime gives none, and even an empty array of them takes time at every start.
        if CommandLine.argc > 1, answer(CommandLine.arguments.dropFirst()) { return }
        let interruption = Interruption.prepare()
        let world = World(
            environment: environment(), readInput: { limit throws(SystemFailure) in try readInput(limit) },
            writeError: { writeError($0) }, ownExecutable: FileIdentity(path: "/proc/self/exe"),
            ownName: ownName(), interruption: interruption, started: started)
        guard let answer = Plugin(world).run() else {
            writeError(introduction)
            exit(1)
        }
        try? Descriptor(owning: STDOUT_FILENO).writeAll(answer.output, name: "standard output")
        exit(answer.exitStatus)
    }

    /// - Returns: whether they asked for something.
    private static func answer(_ arguments: ArraySlice<String>) -> Bool {
        if arguments.contains("--version") {
            print("tartan \(TartanVersion.current)")
            return true
        }
        guard arguments.contains("--help") || arguments.contains("-h") else { return false }
        print(introduction)
        return true
    }

    private static func ownName() -> String {
        guard let path = unsafe CommandLine.unsafeArgv[0] else { return "tartan" }
        return unsafe String(cString: path).split(separator: "/").last.map(String.init) ?? "tartan"
    }

    /// For a person: what it is, and what to run instead.
    private static var introduction: String {
        "tartan \(TartanVersion.current) is a CNI plugin: a container runtime runs it, with CNI_COMMAND set.\n"
            + "To attach networks by hand or look into them, run: tartanctl --help"
    }

    /// A line is one write, so that lines of several processes don't mix.
    private static func writeError(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Standard input stays open: a lock or pipe that got its number would be mistaken for a standard stream.
    private static func readInput(_ limit: Int) throws(SystemFailure) -> [UInt8] {
        let input = Descriptor(owning: STDIN_FILENO)
        let bytes: [UInt8]
        do throws(SystemFailure) {
            bytes = try input.readAll(limit: limit, name: "standard input")
        } catch {
            _ = input.release()
            throw error
        }
        _ = input.release()
        guard bytes.count <= limit else { throw SystemFailure("read", "standard input", errorNumber: EFBIG) }
        return bytes
    }

    private static func environment() -> [EnvironmentVariable] {
        var variables: [EnvironmentVariable] = []
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            if let variable = unsafe EnvironmentVariable(text: String(cString: text)) { variables.append(variable) }
            unsafe entry += 1
        }
        return variables
    }
}
