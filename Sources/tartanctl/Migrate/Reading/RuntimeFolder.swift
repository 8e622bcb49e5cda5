import CNI
import ExactJSON
import LinuxSystem

/// The folder from which the runtime takes its first usable configuration, by name.
struct RuntimeFolder {
    let path: String
    /// Every file that a runtime would look at, sorted.
    private(set) var names: [String] = []
    private(set) var multus: [MultusFile] = []
    /// Names of files in which Tartan is.
    private(set) var tartan: [String] = []
    /// Files that can't be read or are no JSON; a runtime passes over them.
    private(set) var broken: [(name: String, failure: Failure)] = []
    /// The others, with the types of their plugins.
    private(set) var networks: [(name: String, types: [String])] = []
    /// Configurations that Cilium has put out of the way.
    private(set) var hiddenByCilium: [String] = []

    /// The code of a failure: there is a file, with nothing in it.
    static let emptyFile = "emptyFile"

    static let endings = [".conf", ".conflist", ".json"]

    init(_ path: String, files: HostFiles) throws(Failure) {
        self.path = path
        guard files.isFolder(path) else {
            throw Failure(
                .couldNotRun, code: "badInput", "\(path) is no folder.", facts: ["path": .string(path)])
        }
        let all: [String]
        do throws(SystemFailure) { all = try files.names(in: path) } catch {
            throw Failure(.couldNotRun, code: "badInput", "\(error).", facts: ["path": .string(path)])
        }
        hiddenByCilium = all.filter { $0.hasSuffix(".cilium_bak") }
        for name in all where Self.endings.contains(where: name.hasSuffix) {
            if files.isFolder("\(path)/\(name)") { continue }
            names.append(name)
            do throws(Failure) { try sort(name, try Self.read("\(path)/\(name)", files)) } catch {
                broken.append((name, error))
            }
        }
    }

    private mutating func sort(_ name: String, _ text: (value: JSONValue, bytes: [UInt8])) throws(Failure) {
        if let file = MultusFile(text.value, path: "\(path)/\(name)", bytes: text.bytes), file.kind != .daemon {
            multus.append(file)
            return
        }
        let plugins = text.value.object?.value(of: "plugins")?.array ?? [text.value]
        let types = plugins.compactMap(\.pluginType)
        if types.contains("tartan") { tartan.append(name) } else { networks.append((name, types)) }
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
