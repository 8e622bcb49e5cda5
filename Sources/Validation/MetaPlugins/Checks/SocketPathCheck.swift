import ExactJSON
import Findings

/// Paths of sockets, which the kernel keeps in 108 bytes.
struct SocketPathCheck: MetaPluginCheck {
    private static let longest = 107

    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        if settings.program == .tartan { return check("agentSocket", "", settings, &sink) }
        if settings.program != .multus { check("daemonSocketDir", "multus.sock", settings, &sink) }
        if settings.program == .daemon { check("socketDir", "multus.sock", settings, &sink) }
    }

    private func check(_ key: String, _ name: String, _ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard let text = settings.text(key), let cursor = settings.member(key)?.value else { return }
        let folder = name.isEmpty || text.hasSuffix("/") ? text : text + "/"
        let length = (folder + name).utf8.count
        guard length > Self.longest else { return }
        sink.report(
            .socketPathTooLong, at: cursor.spot,
            "the socket of \"\(key)\" of \(settings.title) has a path of \(length) bytes",
            label: "the kernel takes at most \(Self.longest)",
            notes: [
                settings.program == .tartan
                    ? "The agent can't be asked: what the store lacks is not found, and pods fail with error 11."
                    : "Daemon and shim can't open it, and no pod of the node can start."
            ])
    }
}
