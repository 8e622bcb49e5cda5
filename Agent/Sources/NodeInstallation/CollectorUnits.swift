import Glibc

/// The timer of `tartanctl gc` on a node with systemd. Files that an administrator has changed are left as they are.
struct CollectorUnits: Sendable {
    let root: HostRoot
    /// The node's path of tartanctl.
    let commandLine: String

    static let folder = "/etc/systemd/system"
    static let timerName = "tartan-gc.timer"

    enum Outcome: Sendable, Equatable {
        case none
        case written
        /// The administrator's own text, which stays.
        case kept([String])
        case noSystemd
    }

    private var texts: [(name: String, text: String)] {
        [("tartan-gc.service", Self.service(commandLine)), (Self.timerName, Self.timer)]
    }

    private var hasSystemd: Bool {
        ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"].contains { path in
            (try? root.resolve(path)).map(NodeFile.exists) ?? false
        }
    }

    func put() throws(InstallationError) -> Outcome {
        guard hasSystemd else { return .noSystemd }
        let folder = try root.resolve(Self.folder)
        try NodeFile.makeFolders(folder)
        var kept: [String] = []
        var isWritten = false
        for (name, text) in texts {
            let path = "\(folder)/\(name)"
            if let own = try NodeFile.text(path) {
                if own != text { kept.append("\(Self.folder)/\(name)") }
                continue
            }
            try NodeFile.put(text, at: path, temporary: "\(folder)/.\(name).new")
            isWritten = true
        }
        let wants = try root.resolve("\(Self.folder)/timers.target.wants")
        try NodeFile.makeFolders(wants)
        let link = "\(wants)/\(Self.timerName)"
        if !NodeFile.exists(link) {
            guard symlink("\(Self.folder)/\(Self.timerName)", link) == 0 || errno == EEXIST else {
                throw NodeFile.failure("enable", link)
            }
            isWritten = true
        }
        if !kept.isEmpty { return .kept(kept) }
        return isWritten ? .written : .none
    }

    /// - Returns: files that stay because somebody changed them.
    func remove() throws(InstallationError) -> [String] {
        let folder = try root.resolve(Self.folder)
        let wants = try root.resolve("\(Self.folder)/timers.target.wants")
        try NodeFile.remove("\(wants)/\(Self.timerName)")
        var kept: [String] = []
        for (name, text) in texts {
            let path = "\(folder)/\(name)"
            guard let own = try NodeFile.text(path) else { continue }
            if own == text { try NodeFile.remove(path) } else { kept.append("\(Self.folder)/\(name)") }
        }
        return kept
    }

    /// As samples/systemd has them.
    static func service(_ commandLine: String) -> String {
        """
        # Detaches what runtimes forgot: sandboxes that are gone, attachments that were never finished.
        # The variables that a plugin needs at DEL (WEAVE_HTTP_ADDR, CILIUM_SOCK and the like) belong here as \
        Environment= lines.
        [Unit]
        Description=Detach the networks of sandboxes that are gone
        ConditionPathExists=/var/lib/tartan/records

        [Service]
        Type=oneshot
        ExecStart=\(commandLine) gc

        """
    }

    static let timer = """
        [Unit]
        Description=Detach the networks of sandboxes that are gone, every ten minutes

        [Timer]
        OnBootSec=2min
        OnUnitActiveSec=10min
        RandomizedDelaySec=30s

        [Install]
        WantedBy=timers.target

        """
}
