import Glibc

enum Input {
    static func all() -> [UInt8] { read(0) }

    static func read(_ descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}

enum Output {
    static func print(_ text: String) { write(Array(text.utf8), to: 1) }
    static func error(_ text: String) { write(Array((text + "\n").utf8), to: 2) }

    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(0, count))
        }
    }
}

/// Files of a stand-in's state: read whole, replaced by rename.
enum StateFile {
    static let folder = Variable.value("STANDIN_STATE") ?? "/var/lib/standin"

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    static func text(_ path: String) -> String? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return String(decoding: Input.read(descriptor), as: UTF8.self)
    }

    @discardableResult
    static func write(_ text: String, to path: String, mode: mode_t = 0o600) -> Bool {
        makeFolders(path)
        let temporary = "\(path).\(getpid())"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { return false }
        Output.write(Array(text.utf8), to: descriptor)
        close(descriptor)
        return unsafe rename(temporary, path) == 0
    }

    /// - Returns: false where it is there already.
    static func create(_ path: String, _ text: String) -> Bool {
        makeFolders(path)
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        Output.write(Array(text.utf8), to: descriptor)
        close(descriptor)
        return true
    }

    static func append(_ line: String, to path: String) {
        makeFolders(path)
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        Output.write(Array((line + "\n").utf8), to: descriptor)
        close(descriptor)
    }

    static func remove(_ path: String) { _ = unsafe unlink(path) }

    static func names(_ folder: String) -> [String] {
        guard let stream = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func makeFolders(_ path: String) {
        var made = ""
        for part in path.split(separator: "/").dropLast() {
            made += "/" + part
            _ = unsafe mkdir(made, 0o700)
        }
    }
}
