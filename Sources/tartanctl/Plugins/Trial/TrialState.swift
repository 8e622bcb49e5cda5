import Glibc
import LinuxSystem

/// What there is on a node that is to be thrown away: links, files of plugins, processes.
struct TrialState {
    private let hostLinks: Set<String>
    private let podLinks: Set<String>
    private let files: Set<String>

    /// - Parameter pod: its network namespace.
    init(_ ground: TrialGround, pod: borrowing Descriptor) throws(Failure) {
        do throws(SystemFailure) {
            hostLinks = try Self.links()
            podLinks = try PrivateNode.within(pod) { () throws(SystemFailure) in try Self.links() }
        } catch {
            throw TrialGround.failure(error)
        }
        var files: Set<String> = []
        for folder in ground.stateFolders { Self.collect(folder, into: &files) }
        self.files = files
    }

    /// What is here and isn't in `earlier`.
    ///
    /// - Parameter known: names that aren't made up.
    func left(since earlier: TrialState, known: Set<String>) -> [TrialLeftover] {
        let host = hostLinks.subtracting(earlier.hostLinks).map {
            TrialLeftover(kind: .hostInterface, name: TrialLeftover.stem($0, known: known))
        }
        let pod = podLinks.subtracting(earlier.podLinks).map {
            TrialLeftover(kind: .podInterface, name: TrialLeftover.stem($0, known: known))
        }
        let files = files.subtracting(earlier.files).map { TrialLeftover(kind: .file, name: $0) }
        return (host + pod + files).sorted()
    }

    /// Of the network namespace in which the calling thread is.
    private static func links() throws(SystemFailure) -> Set<String> {
        let bytes = try Files.read("/proc/thread-self/net/dev", limit: 1 << 20)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst(2)
        return Set(lines.map { line in String(line.drop { $0 == " " }.prefix { $0 != ":" }) })
    }

    private static let mostFiles = 10_000

    private static func collect(_ folder: String, into files: inout Set<String>) {
        // The trial's own.
        if folder == TrialGround.folder || folder == "/run/netns" { return }
        for name in (try? Files.names(in: folder, hidden: true)) ?? [] where files.count < mostFiles {
            let path = "\(folder)/\(name)"
            var status = stat()
            guard unsafe lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR { collect(path, into: &files) } else { files.insert(path) }
        }
    }
}
