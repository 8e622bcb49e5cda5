import CNI
import ExactJSON
import LinuxSystem
import MarkedYAML
import Validation

/// Reads what is in the folder from which a runtime takes its network.
enum NodeFileCollection {
    /// - Returns: nil where there is no such folder.
    /// - Throws: a folder that can't be listed.
    static func files(in folder: String, _ files: HostFiles) throws(Failure) -> [NodeFile]? {
        guard files.isThere(folder) else { return nil }
        let names: [String]
        do throws(SystemFailure) { names = try files.names(in: folder) } catch {
            throw Failure(
                .couldNotRun, code: "badInput", "\(files.onNode("\(error)")).", facts: ["path": .string(folder)])
        }
        return names.compactMap { name in
            let path = "\(folder)/\(name)"
            if files.isFolder(path) { return nil }
            return NodeFile(name: name, path: path, place: .path(path), content: content(path, files))
        }
    }

    private static func content(_ path: String, _ files: HostFiles) -> NodeFile.Content {
        do throws(FileProblem) {
            let bytes = try files.read(path)
            guard let source = try? SourceText(bytes, limit: Limits.configuration) else {
                return .unreadable("is no text in UTF-8")
            }
            return .text(JSONText(SourceFile(path, source)))
        } catch {
            switch error {
            case .leadsOut(_, let target): return .unreadable("is a link that leads out of --root, to \(target)")
            case .system(_, let failure):
                return .unreadable(
                    failure.isNotFound ? "is a link that leads nowhere" : "can't be read: \(failure.reason)")
            }
        }
    }
}
