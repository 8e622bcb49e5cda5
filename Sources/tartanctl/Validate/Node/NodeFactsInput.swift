import LinuxSystem
import Validation

/// Reads a file that describes a node: `--node-facts`.
enum NodeFactsInput {
    static func facts(_ path: String) throws(Failure) -> NodeFacts {
        let bytes: [UInt8]
        do throws(SystemFailure) { bytes = try Files.read(path, limit: NodeFactsFile.limit, waiting: true) } catch {
            throw Failure(.couldNotRun, code: "unreadable", error.description)
        }
        do throws(NodeFactsError) { return try NodeFactsFile.facts(of: bytes, named: path) } catch {
            throw Failure(
                .couldNotRun, code: "badNodeFacts", error.reason, at: SourcePlace(path, error.position),
                hints: ["docs/validate.md has a row for each key."])
        }
    }
}
