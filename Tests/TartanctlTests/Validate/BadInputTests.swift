import Foundation
import Glibc
import TestKit
import Testing

/// The worst that `tartanctl validate` is given: each ends soon, in little memory, with a clear message.
@Suite struct BadInputTests {
    private let folder: TemporaryFolder
    private let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
    }

    private static let right = """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {name: lan}
        spec:
          config: '{"cniVersion": "1.0.0", "type": "tap"}'

        """
    private static let wrong = right.replacing("\"tap\"", with: "\"tap\",")

    /// As much as a large manifest needs in a debug build, ten times over; what grows with the input would pass it.
    private static let mostMemory = 512 << 20

    private struct Measured {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs tartanctl under a limit of time, and of its memory by the kernel: what asks for more dies, with a status of its own.
    private func bounded(_ arguments: [String], input: String = "/dev/null") throws -> Measured {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        let line = "ulimit -v \(Self.mostMemory >> 10); exec timeout 60 \"$0\" \"$@\" <'\(input)' >out 2>errors"
        process.arguments = ["-c", line, try TartanctlProcess.executable] + arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.environment = [:]
        try process.run()
        process.waitUntilExit()
        let output = try Data(contentsOf: URL(filePath: folder.path + "/out"))
        let errors = try Data(contentsOf: URL(filePath: folder.path + "/errors"))
        return Measured(
            status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }

    /// Writes a piece over and over.
    private func write(_ name: String, _ piece: String, times: Int, before: String = "", after: String = "") throws {
        var bytes = Data(before.utf8)
        let one = Data(piece.utf8)
        bytes.reserveCapacity(one.count * times + 4096)
        for _ in 0..<times { bytes.append(one) }
        bytes.append(Data(after.utf8))
        try bytes.write(to: URL(filePath: folder.path + "/" + name))
    }

    @Test("a hundred megabytes are refused unread, from a file and from a pipe, as documents or as one text")
    func large() throws {
        try write("documents.yaml", "---\n" + Self.right, times: 100_000_000 / (Self.right.utf8.count + 4) + 1)
        try write("text.yaml", String(repeating: "y", count: 100), times: 1_000_000, before: "a: \"", after: "\"\n")
        for name in ["documents.yaml", "text.yaml"] {
            for outcome in [try bounded(["validate", name]), try bounded(["validate", "-"], input: name)] {
                #expect(outcome.status == 1)
                #expect(outcome.output.contains("the text is larger than 16 MiB [TN1002]"), "\(outcome.output)")
            }
        }
    }

    static let endlessTexts: [(name: String, text: String, code: String)] = {
        let flow = "a: " + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000) + "\n"
        let block = (0..<3000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        let inside = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let json = right.replacing("\"tap\"", with: "\"tap\", \"a\": \(inside)")
        let laughs =
            "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
            + (1..<12).map { level in
                let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
                return "a\(level): &a\(level) [\(aliases)]\n"
            }.joined()
        let merges =
            "a0: &a0 {x: y}\n"
            + (1..<30).map { "a\($0): &a\($0) {<<: [*a\($0 - 1), *a\($0 - 1)], k\($0): *a\($0 - 1)}\n" }.joined()
        return [
            ("flow", flow, "TN1011"), ("block", block, "TN1011"), ("json", json, "TN1011"),
            ("laughs", laughs, "TN1010"),
            ("merges", merges, "TN1010"), ("itself", "a: &a [*a]\n", "TN1009"),
            ("merged", "a: &a\n  <<: *a\n", "TN1009"),
        ]
    }()

    @Test(
        "levels without end, and aliases that stand for more and more or for themselves, are told once",
        arguments: endlessTexts)
    func expansions(_ sample: (name: String, text: String, code: String)) throws {
        try folder.write("\(sample.name).yaml", sample.text)
        let outcome = try bounded(["validate", "\(sample.name).yaml"])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("[\(sample.code)]"), "\(outcome.output)")
        #expect(outcome.output.contains("1 error in 1 of 1 file"), "\(outcome.output.suffix(200))")
        #expect(outcome.output.utf8.count < 4096)
    }

    @Test("of each mistake in ten thousand documents a thousand are told")
    func manyMistakes() throws {
        try write("many.yaml", "---\n" + Self.wrong, times: 10_000)
        let outcome = try bounded(["validate", "many.yaml", "-o", "github"])
        #expect(outcome.status == 1)
        #expect(outcome.output.split(separator: "\n").count <= 2001)
    }

    static let otherTexts: [(name: String, bytes: [UInt8], word: String)] = {
        let text = Array(right.utf8)
        let little: [UInt8] = [0xFF, 0xFE] + text.flatMap { [$0, 0] as [UInt8] }
        let big: [UInt8] = [0xFE, 0xFF] + text.flatMap { [0, $0] as [UInt8] }
        let wide: [UInt8] = [0xFF, 0xFE, 0, 0] + text.flatMap { [$0, 0, 0, 0] as [UInt8] }
        return [
            ("utf16le", little, "UTF-16LE"), ("utf16be", big, "UTF-16BE"),
            ("utf16", Array(little.dropFirst(2)), "UTF-16LE"),
            ("utf32", wide, "UTF-32LE"),
            ("latin1", text + Array("# \n".utf8).dropLast() + [0xE9, 0x0A], "is not UTF-8"),
            ("half", text + [0xE2, 0x82], "is not UTF-8"),
            ("surrogate", text + Array("# ".utf8) + [0xED, 0xA0, 0x80], "is not UTF-8"),
            ("nul", text + [0], "U+0000"), ("escape", text + Array("# \u{1B}[31m\n".utf8), "U+001B"),
        ]
    }()

    @Test("a text that is no UTF-8 or no text is told with what to do", arguments: otherTexts)
    func encodings(_ sample: (name: String, bytes: [UInt8], word: String)) throws {
        try Data(sample.bytes).write(to: URL(filePath: folder.path + "/a.yaml"))
        let outcome = try bounded(["validate", "a.yaml"])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains(sample.word), "\(outcome.output)")
        #expect(!outcome.output.contains("\u{1B}") && !outcome.output.contains("\0"))
    }

    @Test("Windows' line ends and a byte order mark shift no column")
    func windows() throws {
        try folder.write("unix.yaml", Self.wrong)
        try folder.write("windows.yaml", "\u{FEFF}" + Self.wrong.replacing("\n", with: "\r\n"))
        let unix = try bounded(["validate", "unix.yaml"]).output
        let windows = try bounded(["validate", "windows.yaml"]).output
        #expect(unix.contains("unix.yaml:5:"))
        #expect(windows == unix.replacing("unix.yaml", with: "windows.yaml"))
    }

    @Test("a path as Windows writes it is told as it was written")
    func windowsPath() throws {
        let outcome = try bounded(["validate", #"C:\manifests\lan.yaml"#])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(#"C:\manifests\lan.yaml"#))
    }

    @Test("a folder's pipes, sockets and broken links are passed over or told, and nothing waits for them")
    func specialFiles() throws {
        try folder.write("m/lan.yaml", Self.right)
        let path = folder.path + "/m/"
        #expect(unsafe mkfifo(path + "pipe.yaml", 0o600) == 0)
        #expect(UnixSocketFile.make(path + "socket.yaml"))
        try FileManager.default.createSymbolicLink(atPath: path + "zero.yaml", withDestinationPath: "/dev/zero")
        let outcome = try bounded(["validate", "m"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("No findings in 1 file (1 definition)"), "\(outcome.output)")
        try FileManager.default.createSymbolicLink(atPath: path + "gone.yaml", withDestinationPath: "nowhere")
        let broken = try bounded(["validate", "m"])
        #expect(broken.status == 2)
        #expect(broken.errors.contains("m/gone.yaml"))
    }

    @Test("a link that leads to itself is an error that names it, and folders that contain each other are read once")
    func cycles() throws {
        try folder.write("m/deep/lan.yaml", Self.wrong)
        let path = folder.path + "/m/"
        try FileManager.default.createSymbolicLink(atPath: path + "deep/up", withDestinationPath: "..")
        try FileManager.default.createSymbolicLink(atPath: path + "again", withDestinationPath: "deep")
        let around = try bounded(["validate", "-R", "m"])
        #expect(around.status == 1)
        #expect(around.output.contains("1 error in 1 of 1 file"), "\(around.output)")
        try FileManager.default.createSymbolicLink(atPath: path + "loop.yaml", withDestinationPath: "loop.yaml")
        let loop = try bounded(["validate", "m"])
        #expect(loop.status == 2)
        #expect(loop.errors.contains("m/loop.yaml"))
    }

    @Test("names of files with line ends, escapes, blanks, percent signs and dashes do no harm")
    func names() throws {
        for name in ["new\nline", "esc\u{1B}[31m", "blank  blank", "%s%n%1$s", "-dash", "quote\"'`$(x)", "日本"] {
            try folder.write("m/\(name).yaml", Self.wrong)
        }
        for form in ["text", "json", "sarif", "github", "junit"] {
            let outcome = try bounded(["validate", "m", "-o", form])
            #expect(outcome.status == 1)
            #expect(!outcome.output.contains("\u{1B}"), "\(form)")
            #expect(!outcome.output.contains("new\nline"), "\(form)")
        }
    }

    @Test("a name that is no UTF-8 is told, and the rest is validated")
    func nameOfBytes() throws {
        try folder.write("m/lan.yaml", Self.wrong)
        let name = Array("\(folder.path)/m/".utf8) + [0xFF, 0xFE] + Array(".yaml".utf8) + [0]
        let descriptor = unsafe name.withUnsafeBufferPointer { pointer in
            unsafe pointer.withMemoryRebound(to: CChar.self) { unsafe creat($0.baseAddress!, 0o600) }
        }
        #expect(descriptor >= 0 && close(descriptor) == 0)
        let outcome = try bounded(["validate", "m"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("is not UTF-8"))
        #expect(outcome.output.contains("m/lan.yaml:5:"))
    }

    @Test("a reader that goes away ends it without a word, and a disk that is full with one")
    func output() throws {
        try folder.write("wrong.yaml", Self.wrong)
        func status(_ line: String) throws -> Int32 {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/bash")
            process.arguments = ["-c", line, try TartanctlProcess.executable]
            process.currentDirectoryURL = URL(filePath: folder.path)
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        #expect(
            try status("\"$0\" validate wrong.yaml 2>errors | :; test ${PIPESTATUS[0]} -ne 134 && test ! -s errors")
                == 0)
        #expect(try status("\"$0\" validate wrong.yaml >/dev/full 2>errors") == 2)
        #expect(try String(contentsOfFile: folder.path + "/errors", encoding: .utf8).contains("No space left"))
        #expect(try status("\"$0\" validate - <&- 2>errors") == 2)
        #expect(try status("\"$0\" validate wrong.yaml >&- 2>errors") == 2)
    }

    @Test("files that come and go while a folder is read are told or not there, and nothing else goes wrong")
    func vanishing() throws {
        for number in 0..<50 { try folder.write("m/n\(number).yaml", Self.right.replacing("lan", with: "n\(number)")) }
        let churn = Process()
        churn.executableURL = URL(filePath: "/bin/sh")
        churn.arguments = [
            "-c", "while :; do for i in 1 2 3 4 5; do rm -f m/n$i.yaml; echo 'a: 1' >m/n$i.yaml; done; done",
        ]
        churn.currentDirectoryURL = URL(filePath: folder.path)
        try churn.run()
        defer {
            churn.terminate()
            churn.waitUntilExit()
        }
        for _ in 0..<20 {
            let outcome = try bounded(["validate", "m"])
            #expect(outcome.status == 0 || outcome.status == 2 && outcome.errors.contains("m/n"), "\(outcome)")
        }
    }
}

/// A Unix socket's file at which nobody listens.
private enum UnixSocketFile {
    static func make(_ path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
