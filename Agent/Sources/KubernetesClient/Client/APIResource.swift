/// A kind of object as the API server names it in paths.
public struct APIResource: Sendable, Hashable {
    /// Empty for the core group.
    public let group: String
    public let version: String
    public let plural: String
    public let kind: String

    public init(group: String, version: String, plural: String, kind: String) {
        self.group = group
        self.version = version
        self.plural = plural
        self.kind = kind
    }

    public static let pods = APIResource(group: "", version: "v1", plural: "pods", kind: "Pod")
    public static let namespaces = APIResource(group: "", version: "v1", plural: "namespaces", kind: "Namespace")
    public static let events = APIResource(group: "", version: "v1", plural: "events", kind: "Event")
    public static let networks = APIResource(
        group: "k8s.cni.cncf.io", version: "v1", plural: "network-attachment-definitions",
        kind: "NetworkAttachmentDefinition")

    /// The resource that a path of this client names; `other` for paths of none.
    static func plural(in path: String) -> String {
        var parts = path.split(separator: "/")[...]
        parts = parts.dropFirst(parts.first == "apis" ? 3 : 2)
        if parts.first == "namespaces", parts.count > 2 { parts = parts.dropFirst(2) }
        let plurals = [networks, events, namespaces, pods].map(\.plural)
        return parts.first.map(String.init).flatMap { plurals.contains($0) ? $0 : nil } ?? "other"
    }

    /// The path of the collection, of one object, or of a part of it; every segment is escaped.
    func path(namespace: String? = nil, name: String? = nil, subresource: String? = nil) -> String {
        var path = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
        if let namespace { path += "/namespaces/" + namespace.escapedForURL }
        path += "/" + plural
        if let name { path += "/" + name.escapedForURL }
        if let subresource { path += "/" + subresource }
        return path
    }
}

extension String {
    /// All but RFC 3986's unreserved characters as `%XX`.
    var escapedForURL: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }
}
