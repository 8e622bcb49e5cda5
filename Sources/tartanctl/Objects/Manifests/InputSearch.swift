import ExactJSON
import Glibc
import LinuxSystem

/// Finds the files that paths name: files as they are, of folders those with one of the endings, by name.
///
/// What can't be read stops nothing: it is kept for who asked. What vanishes between being seen and being looked at was
/// never there.
struct InputSearch {
    /// Symbolic links to folders aren't followed, so there is no circle.
    let recursively: Bool
    let endings: [String]
    private(set) var found: [Found] = []
    private(set) var failures: [Failure] = []

    /// The most folders inside each other.
    static let deepest = 32

    /// Where something can be read.
    struct Found: Equatable {
        /// `-` for stdin.
        let path: String
        /// Somebody named the very path; else it was met in a folder.
        let isNamed: Bool
    }

    init(_ paths: [String], recursively: Bool, endings: [String]) {
        self.recursively = recursively
        self.endings = endings
        for path in paths { add(Self.plain(path)) }
    }

    /// Without `./` in front, so that a file has one name: reports and settings compare names.
    private static func plain(_ path: String) -> String {
        var rest = path[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
        if rest.isEmpty { return path.isEmpty ? path : "." }
        // Of a file called - the path must stay one.
        return rest == "-" ? path : String(rest)
    }

    private mutating func add(_ path: String) {
        if path == "-" { return found.append(Found(path: path, isNamed: true)) }
        switch Self.kind(path, following: true) {
        case .success(.folder):
            let (before, failed) = (found.count, failures.count)
            search(path, depth: 0)
            if found.count == before, failures.count == failed { failures.append(nothing(in: path)) }
        case .success(.socket):
            failures.append(
                Failure(.couldNotRun, code: "unreadable", "\(path) is a socket, and no text can be read of it"))
        case .success: found.append(Found(path: path, isNamed: true))
        case .failure(let failure): failures.append(Failure(reading: failure))
        }
    }

    private mutating func search(_ folder: String, depth: Int) {
        guard depth < Self.deepest else {
            return failures.append(
                Failure(.couldNotRun, code: "unreadable", "\(folder) is deeper than \(Self.deepest) folders"))
        }
        let names: [String]
        do throws(SystemFailure) { names = try Files.names(in: folder) } catch {
            return failures.append(Failure(reading: error))
        }
        for name in names { visit(name, in: folder, depth: depth) }
    }

    private mutating func visit(_ name: String, in folder: String, depth: Int) {
        let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
        switch Self.kind(path, following: false) {
        case .success(.folder): if recursively { search(path, depth: depth + 1) }
        case .success:
            guard endings.contains(where: name.hasSuffix) else { return }
            switch Self.kind(path, following: true) {
            case .success(.file): found.append(Found(path: path, isNamed: false))
            // A folder behind a link, a pipe, a socket, a device: nothing that was meant to be read.
            case .success: break
            case .failure(let failure):
                // A link that leads nowhere is there itself.
                if case .success = Self.kind(path, following: false) { failures.append(Failure(reading: failure)) }
            }
        case .failure(let failure):
            // A name with bytes that are no text was repaired when it was listed, and so is no name any more.
            if name.unicodeScalars.contains("\u{FFFD}") { return failures.append(Self.badName(path)) }
            if failure.errorNumber != ENOENT { failures.append(Failure(reading: failure)) }
        }
    }

    private func nothing(in folder: String) -> Failure {
        let alternatives = endings.dropLast().joined(separator: ", ") + " or " + (endings.last ?? "")
        return Failure(
            .couldNotRun, code: "noInput", "there is no \(alternatives) file in \(folder)",
            hints: recursively ? [] : ["For the folders in it as well: -R"], facts: ["path": .string(folder)])
    }

    private static func badName(_ path: String) -> Failure {
        Failure(
            .couldNotRun, code: "unreadable", "the name of \(path) is not UTF-8", hints: ["Rename the file."],
            facts: ["path": .string(path)])
    }

    private static func kind(_ path: String, following: Bool) -> Result<FileFacts.Kind, SystemFailure> {
        var status = stat()
        let answer = unsafe following ? stat(path, &status) : lstat(path, &status)
        guard answer == 0 else { return .failure(SystemFailure("read", path)) }
        return .success(FileFacts.Kind(mode: status.st_mode))
    }
}

extension Failure {
    /// What the kernel said when something was to be read.
    init(reading failure: SystemFailure) {
        self.init(
            .couldNotRun, code: "unreadable", failure.description,
            facts: ["path": .string(failure.path), "reason": .string(failure.reason)])
    }
}
