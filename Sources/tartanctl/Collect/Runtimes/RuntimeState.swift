import ExactJSON
import Glibc
import LinuxSystem

/// What one runtime on this host says there is.
struct RuntimeState: Equatable, Sendable {
    let name: String
    let folder: String
    /// The container ids that it would give CNI, the sandboxes' and others.
    let containers: Set<String>
    /// Why it can't be read; nil where it was.
    let problem: String?

    var json: JSONValue {
        var object: JSONObject = [
            "name": .string(name), "folder": .string(folder), "readable": .bool(problem == nil),
            "containers": .integer(containers.count),
        ]
        object["reason"] = problem.map { .string($0) }
        return .object(object)
    }
}

/// All runtimes that are installed, at one moment.
struct RuntimeStates: Sendable {
    let installed: [RuntimeState]

    var unreadable: [RuntimeState] { installed.filter { $0.problem != nil } }

    /// containerd has a sandbox attached before it lists it; the others list theirs first.
    var listsLate: Bool { installed.contains { $0.name == Self.containerd } }

    private static let containerd = "containerd"

    func runtime(of containerID: String) -> RuntimeState? {
        installed.first { $0.containers.contains(containerID) }
    }

    static func read(_ folders: RuntimeFolders = RuntimeFolders()) -> RuntimeStates {
        let sources: [(name: String, folders: [String], list: (String) throws(SystemFailure) -> [String])] = [
            (containerd, folders.containerd, { folder throws(SystemFailure) in try containers(byNamespace: folder) }),
            ("CRI-O", folders.crio, { folder throws(SystemFailure) in try storage(folder) }),
            ("nerdctl", folders.nerdctl, { folder throws(SystemFailure) in try nerdctl(folder) }),
            ("Docker", folders.docker, { folder throws(SystemFailure) in try Files.names(in: folder) }),
        ]
        var installed: [RuntimeState] = []
        for source in sources {
            for folder in source.folders {
                if let state = state(source.name, folder, source.list) { installed.append(state) }
            }
        }
        return RuntimeStates(installed: installed)
    }

    /// Nil where the runtime isn't installed: its folder isn't there.
    private static func state(
        _ name: String, _ folder: String, _ list: (String) throws(SystemFailure) -> [String]
    ) -> RuntimeState? {
        do throws(SystemFailure) {
            let facts = try FileFacts(path: folder)
            guard facts.kind == .folder else { throw SystemFailure("list", folder, errorNumber: ENOTDIR) }
            return RuntimeState(name: name, folder: folder, containers: Set(try list(folder)), problem: nil)
        } catch {
            if error.errorNumber == ENOENT { return nil }
            return RuntimeState(name: name, folder: folder, containers: [], problem: error.description)
        }
    }

    /// nerdctl gives CNI `<namespace>-<id>`, the others the id alone.
    private static func containers(byNamespace folder: String) throws(SystemFailure) -> [String] {
        var ids: [String] = []
        for namespace in try names(below: folder) {
            for id in try names(below: folder + "/" + namespace) { ids += [id, "\(namespace)-\(id)"] }
        }
        return ids
    }

    private static func nerdctl(_ folder: String) throws(SystemFailure) -> [String] {
        var ids: [String] = []
        for host in try Files.names(in: folder) { ids += try containers(byNamespace: "\(folder)/\(host)/containers") }
        return ids
    }

    private static func storage(_ folder: String) throws(SystemFailure) -> [String] {
        var ids: [String] = []
        for name in try Files.names(in: folder) where name.hasSuffix("-containers") {
            ids += try names(below: folder + "/" + name)
        }
        return ids
    }

    /// The names in a folder; none where it is a file or has gone meanwhile.
    private static func names(below path: String) throws(SystemFailure) -> [String] {
        do throws(SystemFailure) { return try Files.names(in: path) } catch {
            if error.isNotFound { return [] }
            throw error
        }
    }
}
