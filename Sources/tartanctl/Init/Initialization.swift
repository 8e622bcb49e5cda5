import CNI
import ExactJSON
import Validation

/// What it takes for the runtime to use Tartan on a node: found out without changing anything.
struct Initialization {
    struct Entry {
        let key: String
        let value: JSONValue
        /// One sentence without full stop.
        let why: String

        var json: JSONValue { ["key": .string(key), "value": value, "why": .string(why)] }
    }

    let files: HostFiles
    /// Of the runtime, on the node.
    let folder: String
    /// The folder is not there yet.
    var isFolderMissing = false
    let runtime: NodeRuntime?
    /// What the runtime takes now.
    var takesNow: RuntimeChoice = .nothing
    var network: ClusterNetworkFile?
    /// Further files that could be the cluster network's.
    var others: [ClusterNetworkFile] = []
    /// Tartan's file that is there already.
    var own: OwnFile?
    /// The one that would be written.
    var fileName = Self.fileNames[0]
    var entries: [Entry] = []
    var findings: [NodeFinding] = []
    /// Tartan's configuration; nil where something is in the way of making it.
    var document: JSONValue?

    /// In the order of preference. Each sorts before the one in front of it.
    static let fileNames = ["00-tartan.conflist", "00-00-tartan.conflist", "00-00-00-tartan.conflist"]
    static let networkName = "tartan"
    /// Where a cluster network's file is out of the runtime's way.
    static let asideFolder = "/etc/cni/tartan.d"

    var target: String { "\(folder)/\(fileName)" }
    var obstacles: [NodeFinding] { findings.filter { $0.severity == .obstacle } }
    var isPossible: Bool { obstacles.isEmpty && document != nil }

    /// What is written. A file that needs no change stays as it is, byte by byte.
    var text: String? {
        guard let document else { return nil }
        if let own, own.name == fileName, own.document == document { return own.text }
        return document.indentedText + "\n"
    }

    /// Whether the file is there already, just so.
    var isDone: Bool { own.map { $0.name == fileName && $0.text == text } ?? false }
}

/// A file of Tartan's in the runtime's folder.
struct OwnFile {
    let name: String
    let text: String
    let mode: UInt32
    let document: JSONValue
}
