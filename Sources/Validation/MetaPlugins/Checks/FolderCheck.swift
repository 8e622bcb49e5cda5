import ExactJSON
import Findings

/// Paths that another has: a container's, the system's, those that don't outlive a reboot.
struct FolderCheck: MetaPluginCheck {
    /// Folders that are there for more than one program.
    static let shared: Set<String> = [
        "/", "/run", "/var", "/var/run", "/var/lib", "/var/lib/cni", "/var/lib/cni/networks", "/var/lib/cni/results",
        "/var/lib/kubelet", "/etc", "/etc/cni", "/etc/cni/net.d", "/opt", "/opt/cni", "/opt/cni/bin", "/tmp", "/usr",
        "/run/containerd", "/run/crio", "/run/netns", "/var/run/netns", "/run/flannel", "/dev/shm",
    ]
    /// What Tartan keeps is gone there after a reboot.
    private static let volatile = ["/run/", "/var/run/", "/tmp/", "/dev/shm/"]
    private static let ofContainers = [
        "/host/", "/hostroot/", "/var/run/secrets/kubernetes.io/", "/run/secrets/kubernetes.io/",
    ]

    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        checkContainer(settings, &sink)
        if settings.program == .tartan { checkStore(settings, &sink) } else { checkState(settings, &sink) }
        if settings.program == .daemon { checkSocket(settings, &sink) }
    }

    private func checkContainer(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        let keys: [String]
        switch settings.program {
        case .tartan:
            keys = [
                "confDir", "binDir", "cniDir", "kubeletDir", "readinessindicatorfile", "logFile", "store",
                "agentSocket",
            ]
        case .multus: keys = ["kubeconfig", "confDir", "binDir", "cniDir", "readinessindicatorfile", "logFile"]
        // The rest is read by the daemon, in its container.
        case .shim: keys = ["daemonSocketDir", "logFile"]
        case .daemon: return
        }
        var places = keys.compactMap { key in
            settings.member(key).flatMap { member in settings.text(key).map { (key, member.value, $0) } }
        }
        if settings.program != .shim { places += settings.references.map { ($0.key, $0.cursor, $0.text) } }
        for (key, cursor, text) in places where Self.ofContainers.contains(where: text.hasPrefix) {
            sink.report(
                .pathOfContainer, at: cursor.spot,
                "\"\(key)\" of \(settings.title) is a path of a container, \"\(text.cutForMessage)\"",
                label: text.hasPrefix("/host")
                    ? "without \(text.hasPrefix("/hostroot") ? "/hostroot" : "/host")?" : "a file of the node",
                notes: ["The runtime starts \(settings.title) on the node, where there is no such path."])
        }
    }

    private func checkStore(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard let text = settings.text("store"), let cursor = settings.member("store")?.value else { return }
        let store = OwnFileCheck.trimmed(text)
        let others = ["cniDir", "confDir", "kubeletDir", "binDir"].first {
            settings.text($0).map(OwnFileCheck.trimmed) == store
        }
        if let others {
            sink.report(
                .folderOfOthers, at: cursor.spot, "\"store\" of \(settings.title) is the same folder as \"\(others)\"",
                label: "a folder of its own",
                notes: ["Tartan writes and removes files there, and takes what others write for its own."],
                related: settings.member(others).map { [($0.value.spot, "\"\(others)\"")] } ?? [])
        } else if Self.shared.contains(store) {
            sink.report(
                .folderOfOthers, at: cursor.spot,
                "\"store\" of \(settings.title) is \"\(text.cutForMessage)\", where other programs keep theirs",
                label: "a folder of its own, such as /var/lib/tartan",
                notes: ["Tartan writes and removes files there, and takes what others write for its own."])
        } else if Self.volatile.contains(where: store.hasPrefix) {
            sink.report(
                .volatileStore, at: cursor.spot,
                "\"store\" of \(settings.title) is \"\(text.cutForMessage)\", which a reboot empties",
                label: "on a disk, such as /var/lib/tartan",
                notes: [
                    "After it the definitions are gone, and what pods had is not detached: reservations of addresses stay."
                ])
        }
    }

    /// #669, #677: its results were mixed with the runtime's, and no DEL worked.
    private func checkState(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard let text = settings.text("cniDir"), let cursor = settings.member("cniDir")?.value,
            Self.shared.contains(OwnFileCheck.trimmed(text))
        else { return }
        sink.report(
            .folderOfOthers, at: cursor.spot,
            "\"cniDir\" of \(settings.title) is \"\(text.cutForMessage)\", where other programs keep theirs",
            label: "a folder of its own, such as /var/lib/cni/multus",
            notes: [
                "Multus' results get mixed with the runtime's, and DELs fail: \"interface name eth0 already assigned\"."
            ]
        )
    }

    private func checkSocket(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard let text = settings.text("socketDir"), let cursor = settings.member("socketDir")?.value else { return }
        let folder = Self.onNode(text)
        let other = ["cniDir", "confDir", "cniConfigDir", "multusAutoconfigDir", "binDir"].first {
            settings.text($0).map(Self.onNode) == folder
        }
        guard other != nil || Self.shared.contains(folder) else { return }
        sink.report(
            .emptiedFolder, at: cursor.spot,
            "Multus' daemon removes everything in \"\(text.cutForMessage)\" when it starts",
            label: other.map { "\"socketDir\" is the same folder as \"\($0)\"" }
                ?? "a folder for the socket alone, such as /run/multus",
            notes: ["\"socketDir\" is removed with all that is in it, then made anew."],
            related: other.flatMap { settings.member($0) }.map { [($0.value.spot, "the same folder")] } ?? [])
    }

    /// As the path is on the node: the daemon's container has it below /host.
    static func onNode(_ path: String) -> String {
        var path = OwnFileCheck.trimmed(path)
        for prefix in ["/hostroot", "/host"] where path == prefix || path.hasPrefix(prefix + "/") {
            path = String(path.dropFirst(prefix.count))
            break
        }
        if path.isEmpty { return "/" }
        return path.hasPrefix("/var/run/") || path == "/var/run" ? String(path.dropFirst("/var".count)) : path
    }
}
