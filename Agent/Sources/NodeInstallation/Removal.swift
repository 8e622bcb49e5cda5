#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Takes Tartan off a node, in the order in which no pod is harmed: configuration, then, once nothing is attached any
/// more, timer and binaries. The store stays unless it is asked for.
public struct Removal: Sendable {
    private let options: InstallationOptions
    private let root: HostRoot

    static let mostNamed = 20

    /// - Throws: `InstallationError` where the node's files can't be reached.
    public init(_ options: InstallationOptions) throws {
        self.options = options
        root = try HostRoot(options.host)
    }

    /// - Parameters:
    ///   - isForced: also while pods are attached, which can't be detached any more then, and where a file was changed.
    ///   - purges: removes the store, too.
    ///   - tell: gets a line for each step.
    public func uninstall(isForced: Bool, purges: Bool, _ tell: (String) -> Void) async throws {
        let commandLine = Program(path: "\(options.source)/\(HostBinary.Kind.commandLine.rawValue)")
        let choice = RuntimeChoice(commandLine: commandLine, root: root, options: options)
        let undone = try await choice.undo(isForced: isForced)
        tell(
            undone == 0
                ? "there was no configuration of tartanctl init" : "the runtime's configuration is as it was before")
        if let path = try await choice.remaining() {
            throw InstallationError(
                "\(path) still makes the runtime call Tartan, and wasn't made by tartanctl init: the binaries stay",
                next: "Take that file away, then run it again.")
        }
        try await requireNothingAttached(commandLine, isForced: isForced, tell)
        let units = CollectorUnits(
            root: root, commandLine: "\(options.commandFolder)/\(HostBinary.Kind.commandLine.rawValue)")
        let kept = try units.remove()
        if !kept.isEmpty { tell("left as somebody changed it: \(kept.joined(separator: ", "))") }
        for binary in try options.binaries(root).reversed() where NodeFile.isFolder(binary.folder) {
            let lock = try await FolderLock(binary.folder)
            if try binary.remove() { tell("\(binary.target) is gone") }
            _ = consume lock
        }
        let store = try root.resolve(options.store)
        guard NodeFile.exists(store) else { return }
        guard purges else { return tell("\(store) stays; with --purge it is removed, too") }
        do { try FileManager.default.removeItem(atPath: store) } catch {
            throw InstallationError("cannot remove \(store): \(error)", next: "Remove it by hand: rm -r \(store)")
        }
        tell("\(store) is gone")
    }

    private func requireNothingAttached(
        _ commandLine: Program, isForced: Bool, _ tell: (String) -> Void
    ) async throws {
        let store = try root.resolve(options.store)
        guard NodeFile.exists(store) else { return }
        let answer = try await commandLine.run(["get", "records", "-A", "-o", "name", "--store", store])
        let records = answer.output.split(separator: "\n").map(String.init)
        let problem: String
        if answer.isSuccess {
            if records.isEmpty { return }
            let more = records.count > Self.mostNamed ? " and \(records.count - Self.mostNamed) more" : ""
            problem = "pods are attached still: \(records.prefix(Self.mostNamed).joined(separator: ", "))\(more)"
        } else {
            problem = "what is attached can't be read: \(Program.line(answer))"
        }
        if isForced { return tell("warning: \(problem); without the binary they are never detached") }
        throw InstallationError(
            "\(problem); the binaries stay, so that these pods can end. No new pod gets Tartan.",
            next:
                "Drain the node, or restart those pods; what is gone already is detached by tartanctl gc on it. "
                + "Then run it again. With --force the binaries go all the same.")
    }
}
