import ExactJSON
import Glibc

/// What a call was given, as a file `<executable>.calls/<number>-<command>`.
struct Record {
    private let folder: String
    private let command: String
    private let bytes: [UInt8]

    init(_ invocation: Invocation, input: [UInt8], refusal: String?) {
        folder = Self.folder(invocation)
        command = invocation.command
        var environment = JSONObject()
        for variable in invocation.environment { environment[variable.name] = .string(variable.value) }
        var object = JSONObject()
        object["command"] = .string(command)
        object["environment"] = .object(environment)
        object["input"] = .string(String(decoding: input, as: UTF8.self))
        object["pid"] = .integer(getpid())
        object["time"] = .integer(Self.now)
        if let refusal { object["refusal"] = .string(refusal) }
        bytes = JSONValue.object(object).bytes
    }

    /// Nanoseconds of CLOCK_MONOTONIC: tells the order of calls of different plugins.
    private static var now: Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    /// Whole or not at all: a test may read while others write.
    func write() {
        _ = unsafe mkdir(folder, 0o700)
        let temporary = "\(folder)/.\(getpid())"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        Output.write(bytes, to: descriptor)
        close(descriptor)
        var number = Self.numbers(folder).count + 1
        while unsafe link(temporary, "\(folder)/\(Self.padded(number))-\(command)") != 0, errno == EEXIST {
            number += 1
        }
        _ = unsafe unlink(temporary)
    }

    /// How many calls of this command came before.
    static func count(_ invocation: Invocation) -> Int {
        numbers(folder(invocation)).count { $0.hasSuffix("-" + invocation.command) }
    }

    private static func folder(_ invocation: Invocation) -> String { invocation.executable + ".calls" }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func numbers(_ folder: String) -> [String] {
        guard let stream = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
