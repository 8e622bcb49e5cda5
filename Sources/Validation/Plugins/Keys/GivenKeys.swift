import ExactJSON
import PluginCatalogue
import Wording

/// The members of an object by the names that the plugin has for them, looked up once.
struct GivenKeys {
    /// In their order; a key in another letter case is known, too, as for Go's decoder.
    let known: [(member: JSONCursor.Member, spec: KeySpec)]
    let unknown: [JSONCursor.Member]
    /// Keys that are there under a wrong name or at a wrong place: that is told, so their absence isn't.
    var meant: Set<String> = []
    /// Keys that a meta-plugin writes into the plugin's object, whether or not they are there.
    var handedOver: Set<String> = []
    private let byName: [String: JSONCursor.Member]
    private let plugin: JSONCursor
    private let hasCapabilities: Bool

    /// - Parameter hasCapabilities: whether every capability is to be taken for declared.
    init(_ object: JSONCursor, _ keys: KeySet, plugin: JSONCursor, hasCapabilities: Bool) {
        var known: [(member: JSONCursor.Member, spec: KeySpec)] = []
        var unknown: [JSONCursor.Member] = []
        var byName: [String: JSONCursor.Member] = [:]
        for member in object.members {
            if let spec = keys[member.key] ?? keys.key(foldingCaseOf: member.key) {
                known.append((member, spec))
                byName[spec.name] = member
            } else {
                unknown.append(member)
            }
        }
        self.known = known
        self.unknown = unknown
        self.byName = byName
        self.plugin = plugin
        self.hasCapabilities = hasCapabilities
    }

    /// Whether the plugin finds it when it is called.
    func isThereAtCall(_ name: String) -> Bool { handedOver.contains(name) || isGiven(name) }

    func isGiven(_ name: String) -> Bool {
        meant.contains(name) || hasCapabilities && name.hasPrefix("/capabilities/")
            || member(name).map { KeyCondition.isGiven($0.value.value) } ?? false || isMisspeltCapability(name)
    }

    /// A capability under a name that is nearly its own is told as such, so its absence isn't.
    private func isMisspeltCapability(_ name: String) -> Bool {
        guard name.hasPrefix("/capabilities/") else { return false }
        let wanted = String(name.dropFirst("/capabilities/".count))
        return plugin["capabilities"]?.members.contains { Spelling.closest(to: $0.key, in: [wanted]) != nil } ?? false
    }

    /// - Parameter name: a name, a way (`ipam/type`), or with a slash in front a way from the plugin's object.
    func member(_ name: String) -> JSONCursor.Member? {
        if let member = byName[name] { return member }
        guard name.utf8.contains(UInt8(ascii: "/")) else { return nil }
        var parts = name.split(separator: "/").map(String.init)[...]
        guard let first = parts.popFirst() else { return nil }
        var found = name.hasPrefix("/") ? Self.member(first, of: plugin) : byName[first]
        for part in parts { found = found.flatMap { Self.member(part, of: $0.value) } }
        return found
    }

    private static func member(_ name: String, of object: JSONCursor) -> JSONCursor.Member? {
        if let member = object.member(name) { return member }
        let folded = name.lowercased()
        return object.members.last { $0.key.lowercased() == folded }
    }
}
