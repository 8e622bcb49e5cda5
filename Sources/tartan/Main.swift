import Glibc
import LinuxSystem
import TartanCore

/// Gathers the world, makes the call, prints the answer, exits.
@main
enum Main {
    static func main() {
        StandardDescriptors.fill()
        let started = Clock.bootMicroseconds
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.contains("--version") {
            print("tartan \(TartanVersion.current)")
            return
        }
        if arguments.contains("--help") || arguments.contains("-h") {
            print(introduction)
            return
        }
        let interruption = Interruption.prepare()
        let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "tartan"
        let world = World(
            environment: environment(), readInput: { limit throws(SystemFailure) in try readInput(limit) },
            writeError: { writeError($0) }, ownExecutable: FileIdentity(path: "/proc/self/exe"),
            ownName: name, interruption: interruption, started: started)
        guard let answer = Plugin(world).run() else {
            writeError(introduction)
            exit(1)
        }
        try? Descriptor(owning: STDOUT_FILENO).writeAll(answer.output, name: "standard output")
        exit(answer.exitStatus)
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
