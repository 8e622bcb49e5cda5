import CNI
import ExactJSON
import Glibc
import LinuxSystem

/// The binary that is tried out, held open: its folder may be hidden when it is needed.
final class TrialCandidate {
    /// As a person named it, absolute.
    let path: String
    private let file: Descriptor

    init(_ path: String) throws(Failure) {
        self.path = path
        do throws(SystemFailure) {
            let facts = try FileFacts(path: path)
            guard facts.kind == .file else { throw SystemFailure("read", path, found: facts.kind) }
            guard facts.size <= Limits.candidate else {
                throw SystemFailure("read", path, largerThan: Limits.candidate)
            }
            file = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        } catch {
            throw Failure(.couldNotRun, code: "badInput", "\(error).", facts: ["path": .string(path)])
        }
    }

    /// Copies it to where a plugin of that type is found first.
    ///
    /// - Returns: the path.
    func put(as type: String) throws(Failure) -> String {
        let place = "\(TrialGround.binaries)/\(type)"
        do throws(SystemFailure) {
            guard lseek(file.number, 0, SEEK_SET) == 0 else { throw SystemFailure("read", path) }
            let copy = try Descriptor(opening: place, O_WRONLY | O_CREAT | O_EXCL, mode: 0o755)
            var rest = Limits.candidate
            while rest > 0 {
                let count = sendfile(copy.number, file.number, nil, 1 << 20)
                if count == 0 { break }
                if count < 0 {
                    if errno == EINTR { continue }
                    throw SystemFailure("copy", path)
                }
                rest -= count
            }
        } catch {
            throw TrialGround.failure(error)
        }
        return place
    }
}
