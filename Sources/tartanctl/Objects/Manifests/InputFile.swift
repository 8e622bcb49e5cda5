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

    var syntax: MarkedDocument.Syntax { name.hasSuffix(".json") ? .json : .yaml }

    static let manifestEndings = [".yaml", ".yml", ".json"]

    /// Everything that `-f` names: files as they are, of folders those with one of the endings by name.
    ///
    /// - Parameter recursively: also the folders in them.
    /// - Throws: all that can't be read, at once.
    static func all(
        _ paths: [String], recursively: Bool, endings: [String] = manifestEndings
    ) throws(Failure) -> [InputFile] {
        let search = InputSearch(paths, recursively: recursively, endings: endings)
        var failures = search.failures
        var files: [InputFile] = []
        for found in search.found {
            switch read(found) {
            case .text(let file): files.append(file)
            case .vanished: break
            case .tooLarge(let name):
                failures.append(
                    Failure(
                        .couldNotRun, code: "tooLarge", "larger than \(limit >> 20) MiB", at: SourcePlace(name),
                        facts: ["limit": .integer(limit)]))
            case .failed(let failure): failures.append(failure)
            }
        }
        if let failure = Failure(failures) { throw failure }
        return files
    }

    /// What came of reading.
    enum Reading {
        case text(InputFile)
        /// It has more bytes than are read.
        case tooLarge(name: String)
        /// It was met in a folder, and is there no more.
        case vanished
        case failed(Failure)
    }

    static func read(_ found: InputSearch.Found) -> Reading {
        let name = found.path == "-" ? "stdin" : found.path
        do throws(SystemFailure) {
            // Not opened by a name such as /dev/stdin, which a socket doesn't have.
            if found.path == "-" { return text(name, try standardInput(name)) }
            return text(name, try Files.read(found.path, limit: limit, waiting: found.isNamed))
        } catch {
            switch error.errorNumber {
            case EFBIG: return .tooLarge(name: name)
            case ENOENT where !found.isNamed: return .vanished
            default: return .failed(Failure(reading: SystemFailure(error.action, name, errorNumber: error.errorNumber)))
            }
        }
    }

    private static func text(_ name: String, _ bytes: [UInt8]) -> Reading {
        bytes.count > limit ? .tooLarge(name: name) : .text(InputFile(name: name, bytes: bytes))
    }

    private static func standardInput(_ name: String) throws(SystemFailure) -> [UInt8] {
        // A copy, because a descriptor is closed by its owner and the process keeps its streams.
        let copy = dup(0)
        guard copy >= 0 else { throw SystemFailure("read", name) }
        return try Descriptor(owning: copy).readAll(limit: limit, name: name)
    }
}
