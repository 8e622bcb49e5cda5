import CNI
import ExactJSON

/// Puts a sandbox's status into what a pod's annotation has, without losing what others wrote (multi-network specification 5).
///
/// Entries are the same if name and interface are. Of two that share an interface the sandbox's counts: a pod has an interface
/// once. At most one is the default, and the sandbox says which.
enum StatusMerge {
    static let annotation = "k8s.v1.cni.cncf.io/network-status"

    /// - Parameter existing: the annotation's text; nil where there is none. One that is no list is replaced.
    /// - Returns: the new text.
    static func merged(_ existing: String?, with status: [JSONValue]) -> String {
        let before = existing.flatMap { try? JSONParser.parse($0, limit: largest) }?.array ?? []
        let own = Set(status.map(Key.init))
        let interfaces = Set(status.compactMap { $0["interface"]?.string })
        let hasDefault = status.contains { $0["default"]?.boolean == true }
        var entries = status
        for entry in before where entry.object != nil {
            if own.contains(Key(entry)) { continue }
            if let interface = entry["interface"]?.string, interfaces.contains(interface) { continue }
            entries.append(hasDefault ? entry.withoutDefault : entry)
        }
        return JSONValue.array(entries).text
    }

    static let largest = 256 << 10

    private struct Key: Hashable {
        let name: String
        let interface: String?

        init(_ entry: JSONValue) {
            name = entry["name"]?.string ?? ""
            interface = entry["interface"]?.string
        }
    }
}

extension JSONValue {
    fileprivate var withoutDefault: JSONValue {
        guard case .object(var object) = content, object["default"]?.boolean == true else { return self }
        object["default"] = false
        return .object(object)
    }
}
