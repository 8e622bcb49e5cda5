/// Puts Tartan onto a node: binaries first, then the configuration that makes the runtime call them. Every step leaves a
/// node that works, and what is there already is left alone, so it can be run at any time and as often as wanted.
public struct Installation: Sendable {
    private let options: InstallationOptions
    private let root: HostRoot

    /// - Throws: `InstallationError` where the node's files can't be reached.
    public init(_ options: InstallationOptions) throws {
        self.options = options
        root = try HostRoot(options.host)
    }

    /// - Parameter tell: gets a line for each step.
    public func install(_ tell: (String) -> Void) async throws {
        for binary in try options.binaries(root) {
            try NodeFile.makeFolders(binary.folder)
            let lock = try await FolderLock(binary.folder)
            let change = try await binary.put("\(options.source)/\(binary.kind.rawValue)")
            switch change {
            case .none: tell("\(binary.target) is this one already")
            case .added: tell("\(binary.target) put in place")
            case .replaced:
                tell("\(binary.target) replaced; back to the last good one: tartan-agent install --rollback")
            }
            _ = consume lock
        }
        try tellUnits(units.put(), tell)
        try await configure(tell)
    }

    /// Makes the runtime take Tartan, where it doesn't yet.
    func configure(_ tell: (String) -> Void) async throws {
        let applied = try await choice.apply()
        for warning in applied.warnings { tell("warning: \(warning)") }
        tell(applied.isNew ? "the runtime takes \(applied.file) from now on" : "the runtime takes Tartan already")
    }

    /// Exchanges both binaries with the last good ones; the configuration stays.
    public func rollBack(_ tell: (String) -> Void) async throws {
        let all = try options.binaries(root)
        let kept = all.filter { NodeFile.exists($0.lastGood) }
        // Where one release changed the plugin alone there is one to go back to.
        for binary in kept.isEmpty ? all : kept {
            let lock = try await FolderLock(binary.folder)
            try await binary.rollBack()
            tell("\(binary.target) is the last good one again")
            _ = consume lock
        }
    }

    private var choice: RuntimeChoice {
        RuntimeChoice(
            commandLine: Program(path: "\(options.source)/\(HostBinary.Kind.commandLine.rawValue)"), root: root,
            options: options)
    }

    private var units: CollectorUnits {
        CollectorUnits(root: root, commandLine: "\(options.commandFolder)/\(HostBinary.Kind.commandLine.rawValue)")
    }

    private func tellUnits(_ outcome: CollectorUnits.Outcome, _ tell: (String) -> Void) {
        switch outcome {
        case .none: break
        case .written:
            tell(
                "tartan-gc.timer is enabled, and runs from the next boot on; at once: "
                    + "systemctl daemon-reload && systemctl start tartan-gc.timer")
        case .kept(let files): tell("left as somebody changed it: \(files.joined(separator: ", "))")
        case .noSystemd:
            tell("warning: the node has no systemd, so nothing runs tartanctl gc there: run it every ten minutes")
        }
    }
}
