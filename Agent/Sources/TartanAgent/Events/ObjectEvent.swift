import ExactJSON
import KubernetesClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Something that happened to an object of the cluster, as `kubectl describe` shows it (core v1 Event).
struct ObjectEvent: Sendable, Equatable {
    struct Object: Sendable, Hashable {
        let apiVersion: String
        let kind: String
        /// Where the event is written, too: `default` for an object of no namespace.
        let namespace: String
        let name: String
        let uid: String
    }

    let object: Object
    let reason: String
    let message: String
    let isWarning: Bool
    /// In microseconds since 1970-01-01T00:00Z.
    let time: UInt64
    /// Every node sees the same: whoever is first writes it, and nobody counts.
    var isShared = false

    init(
        _ object: Object, reason: String, message: String, isWarning: Bool, time: UInt64 = now, isShared: Bool = false
    ) {
        self.object = object
        self.reason = reason
        self.message = message.shortened(toBytes: EventLimits.message)
        self.isWarning = isWarning
        self.time = time
        self.isShared = isShared
    }

    static var now: UInt64 { UInt64(max(0, Date().timeIntervalSince1970 * 1_000_000)) }
}

extension ObjectEvent.Object {
    static func pod(_ namespace: String, _ name: String, uid: String) -> Self {
        Self(apiVersion: "v1", kind: "Pod", namespace: namespace, name: name, uid: uid)
    }

    /// As kubelet's own events name a node: its uid is its name.
    static func node(_ name: String) -> Self {
        Self(apiVersion: "v1", kind: "Node", namespace: "default", name: name, uid: name)
    }

    /// Nil for an object without a uid.
    static func network(_ object: JSONValue) -> Self? {
        guard let name = ObjectName(of: object), let uid = object["metadata"]?["uid"]?.string else { return nil }
        let kind = APIResource.networks
        return Self(
            apiVersion: "\(kind.group)/\(kind.version)", kind: kind.kind, namespace: name.namespace, name: name.name,
            uid: uid)
    }
}

extension ObjectEvent {
    /// The same for the same happening, so that an agent that starts anew, or another node's, does not tell it twice.
    var name: String {
        var hash = FNV1a()
        for part in [object.uid, reason, message, isShared ? "" : String(time)] { hash.add(part) }
        let digits = String(hash.value, radix: 16)
        let suffix = "." + String(repeating: "0", count: 16 - digits.count) + digits
        var stem = object.name.utf8.prefix(Self.longestName - suffix.utf8.count)
        while let last = stem.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "-") { stem = stem.dropLast() }
        return String(decoding: Array(stem), as: UTF8.self) + suffix
    }

    private static let longestName = 253

    /// - Parameter host: the node's name; nil where it isn't known.
    func json(host: String?, count: Int, last: UInt64) -> JSONValue {
        let host = host ?? ""
        return [
            "apiVersion": "v1", "kind": "Event",
            "metadata": ["namespace": .string(object.namespace), "name": .string(name)],
            "involvedObject": [
                "apiVersion": .string(object.apiVersion), "kind": .string(object.kind),
                "namespace": .string(object.kind == "Node" ? "" : object.namespace), "name": .string(object.name),
                "uid": .string(object.uid),
            ],
            "type": .string(isWarning ? "Warning" : "Normal"), "reason": .string(reason), "message": .string(message),
            "source": ["component": "tartan", "host": .string(host)],
            "reportingComponent": "tartan", "reportingInstance": .string(host),
            "firstTimestamp": .string(time.timestamp), "lastTimestamp": .string(last.timestamp),
            "count": .integer(count),
        ]
    }
}

extension UInt64 {
    /// Microseconds since 1970-01-01T00:00Z as RFC 3339 has them, in whole seconds.
    var timestamp: String { Date(timeIntervalSince1970: Double(self / 1_000_000)).formatted(.iso8601) }
}

extension String {
    /// Its beginning, cut between two characters.
    func shortened(toBytes limit: Int) -> String {
        if utf8.count <= limit { return self }
        var text = ""
        var count = 0
        for character in self {
            count += character.utf8.count
            if count > limit - 3 { break }
            text.append(character)
        }
        return text + "…"
    }
}

/// A hash that is the same in every process (Fowler, Noll, Vo: 64 bits, variant 1a).
private struct FNV1a {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
        add(0xff)
    }

    private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
}
