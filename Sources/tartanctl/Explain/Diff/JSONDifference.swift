import ExactJSON
import TartanCore

/// A place at which two JSON documents say different things.
struct JSONDifference: Equatable {
    /// Keys and indexes from the root; of something removed those of the old document, else those of the new one.
    let path: [String]
    /// Nil for what is added.
    let old: JSONValue?
    /// Nil for what is removed.
    let new: JSONValue?

    /// The path as RFC 6901 writes it: `/ipam/ranges/0/0/subnet`; the whole document is the empty text.
    var pointer: String { path.map { "/" + Self.escaped($0) }.joined() }

    private static func escaped(_ key: String) -> String {
        var text = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension JSONDifference {
    /// All differences, in the order of the documents. The order of keys is none, nor is white space.
    static func all(_ old: JSONValue, _ new: JSONValue) -> [JSONDifference] { all(old, new, at: []) }

    private static func all(_ old: JSONValue, _ new: JSONValue, at path: [String]) -> [JSONDifference] {
        if old == new { return [] }
        if let old = old.object, let new = new.object { return members(old, new, at: path) }
        // A list of plain values is read as a whole.
        if let left = old.array, let right = new.array, !(left + right).allSatisfy(\.isScalar) {
            return elements(left, right, at: path)
        }
        return [JSONDifference(path: path, old: old, new: new)]
    }

    private static func members(_ old: JSONObject, _ new: JSONObject, at path: [String]) -> [JSONDifference] {
        let before = old.lastMembers
        let after = new.lastMembers
        let values = Dictionary(after.map { ($0.key, $0.value) }) { _, last in last }
        let known = Set(before.map(\.key))
        var found: [JSONDifference] = []
        for member in before {
            if let value = values[member.key] {
                found += all(member.value, value, at: path + [member.key])
            } else {
                found.append(JSONDifference(path: path + [member.key], old: member.value, new: nil))
            }
        }
        for member in after where !known.contains(member.key) {
            found.append(JSONDifference(path: path + [member.key], old: nil, new: member.value))
        }
        return found
    }

    /// What is equal at both ends is passed over, so that one element more or less is one difference.
    private static func elements(_ old: [JSONValue], _ new: [JSONValue], at path: [String]) -> [JSONDifference] {
        let shorter = min(old.count, new.count)
        let head = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
        let tail =
            (0..<shorter - head).first { old[old.count - 1 - $0] != new[new.count - 1 - $0] } ?? shorter - head
        let pairs = shorter - head - tail
        var found: [JSONDifference] = []
        for index in head..<head + pairs { found += all(old[index], new[index], at: path + ["\(index)"]) }
        for index in (head + pairs)..<(old.count - tail) {
            found.append(JSONDifference(path: path + ["\(index)"], old: old[index], new: nil))
        }
        for index in (head + pairs)..<(new.count - tail) {
            found.append(JSONDifference(path: path + ["\(index)"], old: nil, new: new[index]))
        }
        return found
    }
}

extension JSONDifference {
    /// The same difference without secrets; that one has changed is all that is told of it.
    ///
    /// - Parameters: both documents as `SecretMask` shows them.
    func masked(_ old: JSONValue, _ new: JSONValue) -> JSONDifference {
        JSONDifference(
            path: path, old: self.old == nil ? nil : Self.shown(path, in: old),
            new: self.new == nil ? nil : Self.shown(path, in: new))
    }

    /// What a masked document has there; a mask further up hides it.
    private static func shown(_ path: [String], in document: JSONValue) -> JSONValue {
        var value = document
        for key in path {
            if let elements = value.array, let index = Int(key), elements.indices.contains(index) {
                value = elements[index]
            } else if let member = value[key] {
                value = member
            } else {
                return .string(SecretMask.shown)
            }
        }
        return value
    }
}

extension JSONValue {
    fileprivate var isScalar: Bool { array == nil && object == nil }
}
