import ExactJSON
import LinuxSystem

/// The members of an object in the order in which they are added; nil adds nothing.
struct Members {
    private var members: [JSONObject.Member] = []

    var value: JSONValue { .object(JSONObject(members)) }

    mutating func add(_ key: String, _ value: JSONValue?) {
        guard let value else { return }
        members.append(JSONObject.Member(key: key, value: value))
    }

    mutating func add(_ key: String, _ text: String?) { add(key, text.map { JSONValue.string($0) }) }
    mutating func add(_ key: String, _ number: (some BinaryInteger)?) { add(key, number.map { JSONValue.integer($0) }) }
    mutating func add(_ key: String, _ flag: Bool) { add(key, JSONValue.bool(flag)) }
    mutating func add(_ key: String, _ identity: FileIdentity?) { add(key, identity?.description) }
}

extension JSONObject {
    func text(_ key: String) -> String? { self[key]?.string }
    func integer(_ key: String) -> Int? { self[key]?.integer }
    func flag(_ key: String) -> Bool { self[key]?.boolean ?? false }
    func unsigned(_ key: String) -> UInt64? { self[key]?.number.flatMap { UInt64($0.spelling) } }

    /// An identity is written `device:inode`.
    func identity(_ key: String) -> FileIdentity? {
        guard let parts = text(key)?.split(separator: ":"), parts.count == 2, let device = UInt64(parts[0]),
            let inode = UInt64(parts[1])
        else { return nil }
        return FileIdentity(device: device, inode: inode)
    }
}

extension JSONValue {
    /// The value inside a line: a value so deep that the line around it could no longer be read becomes a string.
    var embedded: JSONValue { depth > Self.deepestEmbedded ? .string(text) : self }

    /// What `embedded` made, undone. No result and no error of CNI is a string.
    var unembedded: JSONValue {
        guard let string else { return self }
        return (try? JSONParser.parse(string, limit: string.utf8.count)) ?? self
    }

    private static var deepestEmbedded: Int { JSONParser.deepest - 8 }

    private var depth: Int {
        switch content {
        case .null, .bool, .number, .string: 0
        case .array(let values): 1 + (values.lazy.map(\.depth).max() ?? 0)
        case .object(let object): 1 + (object.members.lazy.map(\.value.depth).max() ?? 0)
        }
    }
}
