import CNI
import ExactJSON
import LinuxSystem
import TartanCore
import TartanStore

/// The sandbox that is attached: namespace, id, interface, and whose it is.
struct RunSandbox {
    let pod: ObjectKey?
    /// Path of the namespace; nil to leave it to the record, which only DEL can.
    let netns: String?
    let containerID: String
    let interface: String

    init(pod: ObjectKey?, netns: String?, containerID: String?, interface: String) throws(Failure) {
        self.pod = pod
        self.netns = netns.map(Self.path)
        self.interface = interface
        // Always the same for one pod in one namespace, so that CHECK and DEL mean what ADD attached.
        self.containerID = containerID ?? SHA256.hex("\(pod?.description ?? "")\n\(self.netns ?? "")")
    }

    /// The sandbox to which a pod's interface is attached, by the open records; nil if there is none.
    static func attached(_ pod: ObjectKey, _ interface: String, in store: Store) throws(Failure) -> String? {
        let records = try ListedRecord.all(in: store).records.filter { $0.isOf(pod) && $0.key.interface == interface }
        let ids = records.map(\.record.opening.containerID)
        guard ids.count > 1 else { return ids.first }
        throw .usage(
            "\(pod) has \(interface) in \(ids.count) sandboxes: \(ids.joined(separator: ", ")).",
            hint: "Name one: --container-id ID, or --netns")
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
