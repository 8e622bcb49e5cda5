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

    init(files: HostFiles, folders: [String]) {
        self.files = files
        self.folders = folders
    }

    var place: String { folders.joined(separator: ", ") }

    func isThere(_ type: String) -> Bool { path(type) != nil }

    /// - Parameter folder: searched first: `binDir`.
    private func path(_ type: String, _ folder: String? = nil) -> String? {
        ((folder.map { [$0] } ?? []) + folders).map { "\($0)/\(type)" }.first(where: files.isThere)
    }

    func binary(_ type: String, folder: String? = nil) -> PluginBinary {
        guard let path = path(type, folder) else { return PluginBinary(path: nil, state: .missing) }
        if let binary = known[path] { return binary }
        let binary = PluginBinary(path: path, state: look(path))
        known[path] = binary
        return binary
    }

    private func look(_ path: String) -> PluginBinary.State {
        guard let facts = files.facts(path), facts.kind == .file else { return .unusable("is no file") }
        if facts.permissions & 0o111 == 0 { return .unusable("may not be executed: its mode is \(octal(facts))") }
        if facts.size == 0 { return .unusable("is empty") }
        if let why = wrongMachine(path) { return .unusable(why) }
        // Another node's binaries are none of this one's.
        return files.root == nil ? answer(path) : .unasked
    }

    private func octal(_ facts: FileFacts) -> String { "0" + String(facts.permissions, radix: 8) }

    private func wrongMachine(_ path: String) -> String? {
        guard let found = ELFMachine(of: files.target(path)) else { return nil }
        let own = files.root == nil ? "/proc/self/exe" : files.target("/bin/sh")
        guard let machine = ELFMachine(of: own), !machine.runs(found) else { return nil }
        return "is for \(found), and this node is \(machine)"
    }

    private func answer(_ path: String) -> PluginBinary.State {
        let variables = [
            ("CNI_COMMAND", "VERSION"), ("CNI_NETNS", "dummy"), ("CNI_IFNAME", "dummy"), ("CNI_CONTAINERID", "dummy"),
            ("CNI_PATH", folders.joined(separator: ":")), ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
        ].map { EnvironmentVariable($0.0, $0.1) }
        do throws(PluginCall.Failure) {
            let outcome = try PluginCall.run(
                path, environment: variables, input: RuntimeConfiguration.probe.bytes,
                milliseconds: Limits.versionProbe)
            guard outcome.exitStatus == 0 else { return .unusable("doesn't answer VERSION: it \(outcome.ending)") }
            guard let answer = try? JSONParser.parse(outcome.output, limit: Limits.pluginOutput),
                let versions = answer["supportedVersions"]?.array?.compactMap(\.string), !versions.isEmpty
            else { return .unusable("answers VERSION with something else than a list of versions") }
            return .speaks(versions)
        } catch {
            return .unusable("can't be started: \(error.reason)")
        }
    }
}

/// One binary.
struct PluginBinary {
    enum State: Equatable {
        case missing
        /// Why, as the end of a sentence that begins with the path.
        case unusable(String)
        /// The CNI versions that it answered.
        case speaks([String])
        /// Looks well, and wasn't started.
        case unasked
    }

    let path: String?
    let state: State

    /// Why it can't be used, a sentence without full stop; nil where it can.
    func problem(_ type: String, _ place: String) -> String? {
        switch state {
        case .missing: "\(type) is not in \(place)"
        case .unusable(let why): "\(path ?? type) \(why)"
        case .speaks, .unasked: nil
        }
    }
}
