import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanCore
import Validation

/// The binaries that the runtime finds on a node, each looked over once.
final class PluginBinaries {
    let files: HostFiles
    /// In the order in which they are searched.
    let folders: [String]
    private var known: [String: PluginBinary] = [:]
    /// A signal came while a binary was asked; from then on none is.
    private(set) var signal: Int32?

    init(files: HostFiles, folders: [String]) {
        self.files = files
        self.folders = folders
    }

    /// Names of all files in the folders, each once.
    var names: [String] {
        Set(folders.flatMap { (try? files.names(in: $0)) ?? [] }).sorted()
    }

    var place: String { folders.joined(separator: ", ") }

    func isThere(_ type: String) -> Bool { path(type) != nil }

    /// - Parameter folder: searched first: `binDir`.
    private func path(_ type: String, _ folder: String? = nil) -> String? {
        ((folder.map { [$0] } ?? []) + folders).map { "\($0)/\(type)" }.first(where: files.isThere)
    }

    func binary(_ type: String, folder: String? = nil) -> PluginBinary {
        guard let path = path(type, folder) else { return PluginBinary(path: nil, state: .missing) }
        return binary(at: path)
    }

    /// - Parameters:
    ///   - path: on the node.
    ///   - asking: false for what may be no plugin at all: it is looked at, and not started.
    func binary(at path: String, asking: Bool = true) -> PluginBinary {
        if let binary = known[path] { return binary }
        let binary = PluginBinary(path: path, state: look(path, asking: asking))
        if asking { known[path] = binary }
        return binary
    }

    private func look(_ path: String, asking: Bool) -> PluginBinary.State {
        guard files.isThere(path) else { return .missing }
        guard let facts = files.facts(path), facts.kind == .file else { return .unusable(.noFile) }
        if facts.permissions & 0o111 == 0 { return .unusable(.notExecutable(mode: facts.permissions)) }
        if facts.size == 0 { return .unusable(.empty) }
        if let fault = fault(path) { return .unusable(fault) }
        // Another node's binaries are none of this one's.
        return files.root == nil && asking && signal == nil ? answer(path) : .unasked
    }

    /// What its first bytes say.
    private func fault(_ path: String) -> PluginBinary.Fault? {
        guard let head = ProgramHead(of: files.target(path)) else { return nil }
        let interpreter: String?
        switch head {
        case .program(let found, let loader):
            if let machine, !machine.runs(found) { return .otherMachine("\(found)", node: "\(machine)") }
            interpreter = loader
        case .script(let program): interpreter = program
        case .other: return .noProgram
        }
        // A copy without a shell is no copy of everything.
        guard let interpreter, interpreter.hasPrefix("/"), machine != nil, !files.isThere(interpreter) else {
            return nil
        }
        return .lacksInterpreter(interpreter)
    }

    /// The node's.
    var machine: ELFMachine? { ELFMachine(of: files.root == nil ? "/proc/self/exe" : files.target("/bin/sh")) }

    private func answer(_ path: String) -> PluginBinary.State {
        let variables = [
            ("CNI_COMMAND", "VERSION"), ("CNI_NETNS", "dummy"), ("CNI_IFNAME", "dummy"), ("CNI_CONTAINERID", "dummy"),
            ("CNI_PATH", folders.joined(separator: ":")), ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
        ].map { EnvironmentVariable($0.0, $0.1) }
        do throws(PluginCall.Failure) {
            let outcome = try PluginCall.run(
                path, environment: variables, input: RuntimeConfiguration.probe.bytes,
                milliseconds: Limits.versionProbe)
            signal = outcome.signal
            guard outcome.exitStatus == 0 else {
                return .unusable(.silent("doesn't answer VERSION: it \(outcome.ending)"))
            }
            guard let answer = try? JSONParser.parse(outcome.output, limit: Limits.pluginOutput),
                let versions = answer["supportedVersions"]?.array?.compactMap(\.string), !versions.isEmpty,
                versions.count <= Limits.statedVersions,
                versions.allSatisfy({ $0.utf8.count <= Limits.longestVersion })
            else { return .unusable(.silent("answers VERSION with something else than a list of versions")) }
            return .speaks(versions)
        } catch {
            return .unusable(.silent("can't be started: \(error.reason)"))
        }
    }
}
