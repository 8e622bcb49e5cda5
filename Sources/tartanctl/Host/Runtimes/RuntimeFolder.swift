import CNI
import ExactJSON
import LinuxSystem
import Validation

/// The folder from which the runtime takes its configuration, by name.
struct RuntimeFolder {
    let path: String
    /// Every file that a runtime would look at, sorted.
    private(set) var files: [RuntimeFile] = []
    private(set) var multus: [MultusFile] = []
    /// Files that can't be read or are no JSON.
    private(set) var broken: [(name: String, failure: Failure)] = []
    /// Configurations that Cilium has put out of the way.
    private(set) var hiddenByCilium: [String] = []

    /// Every file that a runtime would look at, sorted.
    var names: [String] { files.map(\.name) }
    /// Names of files in which Tartan is.
    var tartan: [String] { files.filter { $0.isTartan && !$0.isMultus }.map(\.name) }

    /// The code of a failure: there is a file, with nothing in it.
    static let emptyFile = "emptyFile"

    static let endings = [".conf", ".conflist", ".json"]

    init(_ path: String, files host: HostFiles) throws(Failure) {
        self.path = path
        guard host.isFolder(path) else {
            throw Failure(
                .couldNotRun, code: "badInput", "\(path) is no folder.", facts: ["path": .string(path)])
        }
        let all: [String]
        do throws(SystemFailure) { all = try host.names(in: path) } catch {
            throw Failure(.couldNotRun, code: "badInput", "\(error).", facts: ["path": .string(path)])
        }
        hiddenByCilium = all.filter { $0.hasSuffix(".cilium_bak") }
        for name in all where Self.endings.contains(where: name.hasSuffix) {
            if host.isFolder("\(path)/\(name)") { continue }
            do throws(Failure) {
                let text = try Self.read("\(path)/\(name)", host)
                let multus = MultusFile(text.value, path: "\(path)/\(name)", bytes: text.bytes)
                if let multus, multus.kind != .daemon { self.multus.append(multus) }
                files.append(RuntimeFile(name, text.value))
            } catch {
                broken.append((name, error))
                let words = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
                files.append(RuntimeFile(name, problem: error.place.map { "\($0): \(words)" } ?? words))
            }
        }
    }

    /// - Throws: a failure with file, line and column.
    static func read(_ path: String, _ files: HostFiles) throws(Failure) -> (value: JSONValue, bytes: [UInt8]) {
        let bytes: [UInt8]
        do throws(FileProblem) { bytes = try files.read(path) } catch {
            throw Failure(.couldNotRun, code: "badInput", "\(error).", facts: ["file": .string(path)])
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(bytes, limit: Limits.configuration) } catch {
            let isEmpty = bytes.allSatisfy { [0x09, 0x0A, 0x0D, 0x20].contains($0) }
            throw Failure(
                .couldNotRun, code: isEmpty ? Self.emptyFile : "badInput", "it is not JSON: \(error.reason).",
                at: SourcePlace(path, error.position))
        }
        guard value.object != nil else {
            throw Failure(
                .couldNotRun, code: "badInput", "it is \(value.kindName), expected an object.", at: SourcePlace(path))
        }
        return (value, bytes)
    }
}
