import CNI
import ExactJSON
import Glibc
import LinuxSystem

/// The `tartan` that is executed as a runtime would execute it.
struct PluginExecutable: Equatable {
    let path: String

    /// The name under which it is found is the `type` by which a configuration names it.
    var name: String { String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]) }

    /// The one that was named, else the one beside `tartanctl`, else the first in CNI_PATH.
    static func find(_ chosen: String?, searchPath: String) throws(Failure) -> PluginExecutable {
        if let chosen {
            guard isExecutable(chosen) else {
                throw Failure(
                    .couldNotRun, code: "noPlugin", "\(chosen) is no file that can be executed.",
                    facts: ["path": .string(chosen)])
            }
            return PluginExecutable(path: AbsolutePath.of(chosen))
        }
        let folders = [ownFolder].compactMap { $0 } + searchPath.split(separator: ":").map(String.init)
        for folder in folders where isExecutable(folder + "/tartan") {
            return PluginExecutable(path: AbsolutePath.of(folder + "/tartan"))
        }
        throw Failure(
            .couldNotRun, code: "noPlugin",
            "the plugin tartan is not there. Looked in: \(folders.joined(separator: ", ")).",
            hints: ["Name it: --plugin PATH"], facts: ["searched": .array(folders.map { .string($0) })])
    }

    private static func isExecutable(_ path: String) -> Bool {
        guard let facts = try? FileFacts(path: path), facts.kind == .file else { return false }
        return unsafe access(path, X_OK) == 0
    }

    private static var ownFolder: String? {
        guard let path = AbsolutePath.resolved("/proc/self/exe"), let slash = path.lastIndex(of: "/") else {
            return nil
        }
        return String(path[..<slash])
    }
}
