import Glibc

/// One binary on the node: put there, put back, taken away. Pods that start meanwhile get the old one or the new one.
struct HostBinary: Sendable {
    enum Kind: String, Sendable {
        case plugin = "tartan"
        case commandLine = "tartanctl"
    }

    enum Change: Sendable, Equatable { case none, added, replaced }

    let kind: Kind
    /// As this process reaches it.
    let folder: String

    var target: String { "\(folder)/\(kind.rawValue)" }
    /// No runtime takes a name with a dot before it for a plugin.
    var lastGood: String { "\(folder)/.\(kind.rawValue).last-good" }
    private var new: String { "\(folder)/.\(kind.rawValue).new" }
    private var spare: String { "\(folder)/.\(kind.rawValue).spare" }

    /// Puts the file in place if it works, and keeps the one that was there if that works.
    func put(_ source: String) async throws -> Change {
        let isThere = NodeFile.exists(target)
        if isThere, try NodeFile.areEqual(source, target) {
            guard chmod(target, 0o755) == 0 else { throw NodeFile.failure("set the mode of", target) }
            return .none
        }
        try NodeFile.copy(source, to: new, mode: 0o755)
        do {
            try await requireWorking(new)
            if isThere, (try? await requireWorking(target)) != nil {
                try NodeFile.keep(target, as: lastGood, temporary: spare)
            }
            try NodeFile.rename(new, to: target)
        } catch {
            unlink(new)
            throw error
        }
        try NodeFile.flush(folder)
        return isThere ? .replaced : .added
    }

    /// Exchanges the binary with the last good one; a second time undoes the first.
    func rollBack() async throws {
        guard NodeFile.exists(lastGood) else {
            throw InstallationError(
                "there is no earlier \(kind.rawValue) to go back to: \(lastGood) isn't there",
                next: "Install the release that you want: tartan-agent install --from DIR.")
        }
        try await requireWorking(lastGood)
        // The last good one stays under its name until it is in place.
        _ = unlink(new)
        guard link(lastGood, new) == 0 else { throw NodeFile.failure("give a second name to", lastGood) }
        if NodeFile.exists(target) {
            try NodeFile.keep(target, as: lastGood, temporary: spare)
        } else {
            try NodeFile.remove(lastGood)
        }
        try NodeFile.rename(new, to: target)
        try NodeFile.flush(folder)
    }

    /// - Returns: whether there was one.
    func remove() throws(InstallationError) -> Bool {
        let wasThere = try NodeFile.remove(target)
        for path in [lastGood, new, spare] { try NodeFile.remove(path) }
        return wasThere
    }

    private func requireWorking(_ path: String) async throws {
        switch kind {
        case .plugin: try await Program(path: path).requireVersions()
        case .commandLine: try await Program(path: path).requireStart()
        }
    }
}
