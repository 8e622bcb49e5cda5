import ExactJSON
import Glibc
import LinuxSystem
import MarkedYAML

/// One text that `-f` named: a file, a file of a folder, or stdin.
struct InputFile: Equatable {
    /// What messages call it: the path as it was given or found, `stdin` for `-`.
    let name: String
    let bytes: [UInt8]

    /// The largest text that is read.
    static let limit = MarkedLimits.standard.size
    /// The most folders inside each other.
    static let deepest = 32

    var syntax: MarkedDocument.Syntax { name.hasSuffix(".json") ? .json : .yaml }

    /// Everything that `-f` names: files as they are, of folders the .yaml, .yml and .json files by name.
    ///
    /// - Parameter recursively: also the folders in them; symbolic links to folders aren't followed, so there is no circle.
    /// - Throws: all that can't be read, at once.
    static func all(_ paths: [String], recursively: Bool) throws(Failure) -> [InputFile] {
        var files: [InputFile] = []
        var failures: [Failure] = []
        for path in paths {
            do throws(Failure) {
                files += try inputs(path, recursively: recursively)
            } catch {
                failures.append(error)
            }
        }
        if let failure = Failure(failures) { throw failure }
        return files
    }

    private static func inputs(_ path: String, recursively: Bool) throws(Failure) -> [InputFile] {
        if path == "-" { return [InputFile(name: "stdin", bytes: try read("/dev/stdin", name: "stdin"))] }
        guard try kind(path, following: true) == .folder else {
            return [InputFile(name: path, bytes: try read(path, name: path))]
        }
        let found = try files(in: path, recursively: recursively, depth: 0)
        guard !found.isEmpty else {
            throw Failure(
                .couldNotRun, code: "noInput", "there is no .yaml, .yml or .json file in \(path)",
                hints: recursively ? [] : ["For the folders in it as well: -R"], facts: ["path": .string(path)])
        }
        var inputs: [InputFile] = []
        for file in found { inputs.append(InputFile(name: file, bytes: try read(file, name: file))) }
        return inputs
    }

    private static func files(in folder: String, recursively: Bool, depth: Int) throws(Failure) -> [String] {
        guard depth < deepest else {
            throw Failure(.couldNotRun, code: "unreadable", "\(folder) is deeper than \(deepest) folders")
        }
        var found: [String] = []
        for name in try names(in: folder) {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            if try kind(path, following: false) == .folder {
                if recursively { found += try files(in: path, recursively: true, depth: depth + 1) }
            } else if [".yaml", ".yml", ".json"].contains(where: name.hasSuffix),
                try kind(path, following: true) == .file
            {
                found.append(path)
            }
        }
        return found
    }
}

// What is asked of the kernel
extension InputFile {
    private static func names(in folder: String) throws(Failure) -> [String] {
        do throws(SystemFailure) { return try Files.names(in: folder) } catch { throw Failure(reading: error) }
    }

    private static func read(_ path: String, name: String) throws(Failure) -> [UInt8] {
        do throws(SystemFailure) {
            return try Files.read(path, limit: limit, waiting: true)
        } catch {
            if error.errorNumber == EFBIG {
                throw Failure(
                    .couldNotRun, code: "tooLarge", "larger than \(limit >> 20) MiB", at: SourcePlace(name),
                    facts: ["limit": .integer(limit)])
            }
            throw Failure(reading: SystemFailure(error.action, name, errorNumber: error.errorNumber))
        }
    }

    private static func kind(_ path: String, following: Bool) throws(Failure) -> FileFacts.Kind {
        var status = stat()
        let answer = unsafe following ? stat(path, &status) : lstat(path, &status)
        guard answer == 0 else { throw Failure(reading: SystemFailure("read", path)) }
        return FileFacts.Kind(mode: status.st_mode)
    }
}

extension Failure {
    fileprivate init(reading failure: SystemFailure) {
        self.init(
            .couldNotRun, code: "unreadable", failure.description,
            facts: ["path": .string(failure.path), "reason": .string(failure.reason)])
    }
}
