import CNI
import ExactJSON
import TartanCore

/// What becomes of one network of a pod.
struct AttachmentChange: Equatable {
    enum Kind: String {
        case added
        case removed
        case changed
    }

    /// A value that is the attachment's and no plugin's: the list's name, its CNI version, the default route.
    struct Fact: Equatable {
        /// As `-o json` names it.
        let key: String
        let old: String?
        let new: String?
    }

    let kind: Kind
    let network: String
    /// Nil for what is added.
    let oldInterface: String?
    /// Nil for what is removed.
    let newInterface: String?
    /// The plugins that run; of what is removed those that ran.
    let chain: [String]
    let facts: [Fact]
    let plugins: [PluginChange]
    let addresses: [LostAddress]

    /// Where it stands among its pod's networks.
    var interface: String { newInterface ?? oldInterface ?? "" }
    var moves: Bool { kind == .changed && oldInterface != newInterface }

    /// Nil where nothing changes.
    ///
    /// - Parameter held: the addresses that the pod has of the network now.
    init?(from old: Attachment, to new: Attachment, held: [IPAddress], showsSecrets: Bool) {
        kind = .changed
        network = new.network
        oldInterface = old.interface.text
        newInterface = new.interface.text
        chain = new.plugins.map(\.type)
        facts = Self.facts(old, new)
        plugins = PluginChange.all(old.plugins, new.plugins, showsSecrets: showsSecrets)
        addresses = plugins.isEmpty ? [] : LostAddress.all(from: old, to: new, held: held)
        if oldInterface == newInterface, facts.isEmpty, plugins.isEmpty { return nil }
    }

    init(_ kind: Kind, _ attachment: Attachment) {
        self.kind = kind
        network = attachment.network
        oldInterface = kind == .added ? nil : attachment.interface.text
        newInterface = kind == .removed ? nil : attachment.interface.text
        chain = attachment.plugins.map(\.type)
        facts = []
        plugins = []
        addresses = []
    }

    private static func facts(_ old: Attachment, _ new: Attachment) -> [Fact] {
        let pairs: [(String, String?, String?)] = [
            ("name", old.listName, new.listName),
            ("cniVersion", old.version.description, new.version.description),
            ("disableCheck", old.disableCheck ? "true" : nil, new.disableCheck ? "true" : nil),
            ("disableGC", old.disableGC ? "true" : nil, new.disableGC ? "true" : nil),
            ("defaultRoute", route(old), route(new)),
            ("CNI_ARGS", arguments(old), arguments(new)),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { Fact(key: $0.0, old: $0.1, new: $0.2) }
    }

    private static func route(_ attachment: Attachment) -> String? {
        attachment.defaultRoute.map { $0.isEmpty ? "its own" : $0.map(\.description).joined(separator: ", ") }
    }

    private static func arguments(_ attachment: Attachment) -> String? {
        if attachment.arguments.isEmpty { return nil }
        return attachment.arguments.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
    }
}

extension AttachmentChange {
    /// What changes between two lists of a pod's attachments, in the order of the new one; what is removed stands where
    /// it was.
    static func all(
        from old: [Attachment], to new: [Attachment], held: (Attachment) -> [IPAddress], showsSecrets: Bool
    ) -> [AttachmentChange] {
        var partners: [Int: Int] = [:]
        var free = Set(old.indices)
        func pair(_ fits: (Attachment, Attachment) -> Bool) {
            for index in new.indices where partners[index] == nil {
                let match = old.indices.first { free.contains($0) && fits(old[$0], new[index]) }
                guard let match else { continue }
                partners[index] = match
                free.remove(match)
            }
        }
        // A network that a pod has twice is told apart by its interfaces.
        pair { $0.network == $1.network && $0.interface == $1.interface }
        pair { $0.network == $1.network && $0.isDefault == $1.isDefault }
        pair { $0.isDefault && $1.isDefault }
        var changes: [(place: Int, change: AttachmentChange)] = []
        for index in free.sorted() { changes.append((index, AttachmentChange(.removed, old[index]))) }
        for (index, attachment) in new.enumerated() {
            guard let partner = partners[index] else {
                changes.append((index, AttachmentChange(.added, attachment)))
                continue
            }
            let change = AttachmentChange(
                from: old[partner], to: attachment, held: held(old[partner]), showsSecrets: showsSecrets)
            if let change { changes.append((index, change)) }
        }
        return changes.enumerated().sorted {
            ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
        }.map(\.element.change)
    }
}
