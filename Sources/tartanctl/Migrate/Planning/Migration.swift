import ExactJSON
import LinuxSystem
import TartanCore

/// What taking a node over from Multus means: found out without changing anything.
struct Migration {
    let installation: MultusInstallation
    var entries: [KeyEntry] = []
    var findings: [NodeFinding] = []
    /// The cluster network for people: `"cbr0" (bridge, portmap), inline`; empty where none was found.
    var clusterNetwork = ""
    /// `cniDir`, as the node names it.
    var stateFolder = Self.standardState
    /// Nil where the folder can't be read.
    var state: MultusInventory?
    /// Tartan's configuration; nil where something is in the way of making it.
    var document: JSONValue?

    /// What is written, as text for the file.
    var text: String? { document.map { $0.indentedText + "\n" } }

    /// Multus' own `cniDir`.
    static let standardState = "/var/lib/cni/multus"

    /// Sorts before every file that Multus or its daemon writes, also one that is written again later.
    static let fileName = "00-00-tartan.conflist"
    static let asideEnding = ".before-tartan"

    var folder: String { installation.folder.path }
    var target: String { "\(folder)/\(Self.fileName)" }
    var moves: [(from: String, to: String)] {
        installation.folder.multus.map { ($0.path, $0.path + Self.asideEnding) }
    }

    var obstacles: [NodeFinding] { findings.filter { $0.severity == .obstacle } }
    var isPossible: Bool { obstacles.isEmpty && document != nil }
}

extension UndoRecord {
    init(of migration: Migration, text: String) {
        self.init(.migrate, writes: Migration.fileName, text: text)
        moved = migration.installation.folder.multus.map { file in
            let name = String(file.path.dropFirst(migration.folder.count + 1))
            let facts = migration.installation.files.facts(file.path)
            return Moved(
                from: name, to: name + Migration.asideEnding, text: String(decoding: file.bytes, as: UTF8.self),
                attributes: facts.map { .init(mode: $0.permissions, owner: $0.owner, group: $0.group) })
        }
    }
}
