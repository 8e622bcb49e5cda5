public import CNI

/// Which namespaces' pods the owner of a network admits: the annotation `tartan/allowed-namespaces` of its definition.
///
/// Names and patterns between commas; in a pattern `*` stands for any characters, also none: `shop, team-*`. The network's own
/// namespace is always admitted. An empty list admits no other.
public struct AllowedNamespaces: Sendable, Equatable {
    /// As they are written, without blanks.
    public let patterns: [String]

    /// Names and patterns in one annotation.
    public static let most = 256

    /// - Throws: the first element that can be no namespace's name or pattern, with the rule.
    public init(_ text: String) throws(InvalidName) {
        var patterns: [String] = []
        for element in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let pattern = Self.trimmed(element)
            if pattern.isEmpty { continue }
            try Self.validate(pattern)
            patterns.append(pattern)
        }
        if patterns.count > Self.most {
            throw InvalidName(
                "\(patterns.count) namespaces", "are more than \(Self.most); write patterns such as team-*")
        }
        self.patterns = patterns
    }

    /// Whether the owner admits pods of a namespace. The network's own is not asked about.
    public func admits(_ namespace: String) -> Bool {
        patterns.contains { Self.matches(Array($0.utf8), Array(namespace.utf8)) }
    }

    private static func trimmed(_ element: Substring.UTF8View) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || (9...13).contains($0) }
        var element = element.drop(while: isBlank)
        while let last = element.last, isBlank(last) { element.removeLast() }
        return String(Substring(element))
    }

    private static func validate(_ pattern: String) throws(InvalidName) {
        guard pattern.utf8.contains(UInt8(ascii: "*")) else { return try KubernetesName.validateNamespace(pattern) }
        if pattern.utf8.count > Limits.longestNamespace {
            throw InvalidName(pattern, "has \(pattern.utf8.count) bytes; Kubernetes allows \(Limits.longestNamespace)")
        }
        for byte in pattern.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "*"):
                continue
            default: throw InvalidName(pattern, "may have small letters, digits, hyphens and * alone")
            }
        }
    }

    /// Linear in the name for each star, whatever the pattern: it goes back to the last star only.
    private static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
        var (place, position) = (0, 0)
        var star: (place: Int, position: Int)?
        while position < name.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, position)
                place += 1
            } else if place < pattern.count, pattern[place] == name[position] {
                place += 1
                position += 1
            } else if let last = star {
                star = (last.place, last.position + 1)
                (place, position) = (last.place + 1, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
