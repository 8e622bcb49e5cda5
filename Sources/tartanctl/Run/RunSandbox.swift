import CNI
import ExactJSON
import LinuxSystem
import TartanCore
import TartanStore

/// The sandbox that is attached: namespace, id, interface, and whose it is.
struct RunSandbox {
    let pod: ObjectKey?
    /// Path of the namespace; empty for none.
    let netns: String
    let containerID: String
    let interface: String

    init(pod: ObjectKey?, netns: String?, containerID: String?, interface: String) throws(Failure) {
        self.pod = pod
        self.netns = netns.map(Self.path) ?? ""
        self.interface = interface
        // Always the same for one pod in one namespace, so that CHECK and DEL mean what ADD attached.
        self.containerID = containerID ?? SHA256.hex("\(pod?.description ?? "")\n\(self.netns)")
    }

    /// Whom a message is about.
    var subject: String { pod?.description ?? "sandbox \(containerID.prefix(12))" }

    /// `demo`, `/run/netns/demo` or `4711`.
    private static func path(_ text: String) -> String {
        if text.hasPrefix("/") { return text }
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return "/proc/\(text)/ns/net" }
        let places = ["/run/netns/", "/var/run/netns/"].map { $0 + text }
        return places.first { FileIdentity(path: $0) != nil } ?? places[0]
    }
}
