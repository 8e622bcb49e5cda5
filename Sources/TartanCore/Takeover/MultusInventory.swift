import CNI
import ExactJSON
package import LinuxSystem

/// How much Multus' state still holds: what a node has to detach by it after it was taken over.
package struct MultusInventory: Sendable, Equatable {
    package let folder: String
    /// False where Multus has never attached anything, or everything is gone with its folder.
    package let isThere: Bool
    /// That a state file or a result is of.
    package let sandboxes: Int
    /// libcni's results, those too that were not looked into.
    package let results: Int
    /// What can't be read, each a sentence without full stop that names the file.
    package let problems: [String]

    /// Reads every state file, and of the results as many as `Limits.countedResults`: Multus leaves them behind by the
    /// hundred thousand.
    ///
    /// - Throws: when a folder is there and can't be listed.
    package init(_ folder: String) throws(SystemFailure) {
        self.folder = folder
        let names = try Files.names(in: folder)
        isThere = FileIdentity(path: folder) != nil
        var containers: Set<String> = []
        var problems: [String] = []
        for name in names where (try? Identifier.validate(name)) != nil {
            let path = folder + "/" + name
            guard let facts = try? FileFacts(path: path), facts.kind == .file else { continue }
            containers.insert(name)
            if let problem = Self.problem(path) { problems.append(problem) }
        }
        let files = try Files.names(in: folder + "/results")
        results = files.count
        for name in files.prefix(Limits.countedResults) {
            do throws(CallFailure) {
                containers.insert(try MultusResult(folder + "/results/" + name).containerID)
            } catch {
                problems.append(MultusState.reason(error))
            }
        }
        sandboxes = containers.count
        self.problems = problems
    }

    private static func problem(_ path: String) -> String? {
        do throws(CallFailure) {
            let broken = try MultusState.list(path).firstIndex { $0 == nil }
            return broken.map { "element \($0 + 1) of \(path) is no network" }
        } catch {
            return MultusState.reason(error)
        }
    }
}
