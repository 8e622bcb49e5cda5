import Glibc

/// Keeps a node's runtime on Tartan: installs once, and then looks at the configuration again whenever one of the runtime's
/// files has changed, for the installers of cluster networks write theirs when they like. Binaries are put in place once, so
/// that a rollback on the node stays one.
public struct InstallationWatch: Sendable {
    private let installation: Installation
    private let options: InstallationOptions
    private let root: HostRoot
    private let pause: Duration
    /// Also without a change, for folders that aren't looked at: the runtime's own file may name others.
    private let patience: Duration

    /// - Throws: `InstallationError` where the node's files can't be reached.
    public init(
        _ options: InstallationOptions, pause: Duration = .seconds(2), patience: Duration = .seconds(60)
    ) throws {
        self.options = options
        self.pause = pause
        self.patience = patience
        installation = try Installation(options)
        root = try HostRoot(options.host)
    }

    /// Until the task is cancelled; it takes nothing back then. What can't be done now is told and tried again.
    ///
    /// - Parameter tell: gets a line for each step, and for each that could not be taken; none twice in a row.
    public func run(_ tell: (String) -> Void) async {
        var isInstalled = false
        var told: [String] = []
        var seen: [File] = []
        var next = ContinuousClock.now
        while !Task.isCancelled {
            // As they were before: what changes meanwhile, by this too, is looked at once more.
            let now = files
            if now != seen || .now >= next {
                var lines: [String] = []
                do {
                    if isInstalled {
                        try await installation.configure { lines.append($0) }
                    } else {
                        try await installation.install { lines.append($0) }
                        isInstalled = true
                    }
                } catch {
                    lines.append("error: \(error)")
                }
                if Task.isCancelled { return }
                for line in lines where !told.contains(line) { tell(line) }
                told = lines
                seen = now
                next = .now + patience
            }
            try? await Task.sleep(for: pause)
        }
    }

    private struct File: Equatable {
        let path: String
        let inode: ino_t
        let size: off_t
        let seconds: time_t
        let nanoseconds: Int
    }

    /// What the runtime and the installers of cluster networks write.
    private var files: [File] {
        let folders = [options.configurationFolder ?? Self.usualFolder, Self.asideFolder]
        return folders.compactMap { try? root.resolve($0) }.flatMap { folder in
            NodeFile.names(folder).compactMap { name in
                var facts = stat()
                guard lstat("\(folder)/\(name)", &facts) == 0 else { return nil }
                return File(
                    path: "\(folder)/\(name)", inode: facts.st_ino, size: facts.st_size,
                    seconds: facts.st_mtim.tv_sec, nanoseconds: facts.st_mtim.tv_nsec)
            }
        }
    }

    private static let usualFolder = "/etc/cni/net.d"
    /// Where installers are sent that would take the first place (`tartanctl init`).
    private static let asideFolder = "/etc/cni/tartan.d"
}
