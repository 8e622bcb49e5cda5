import CNI

/// The two kinds of names that Kubernetes gives, checked before one becomes a part of a path.
enum KubernetesName {
    static let longestSubdomain = 253
    static let longestLabel = 63

    /// A DNS-1123 subdomain: labels of lower-case letters, digits and inner hyphens between dots.
    static func validate(name: String) throws(InvalidName) {
        try validate(
            name, longest: longestSubdomain, labels: name.utf8.split(separator: dot, omittingEmptySubsequences: false))
    }

    /// A DNS-1123 label.
    static func validate(namespace: String) throws(InvalidName) {
        try validate(namespace, longest: longestLabel, labels: [namespace.utf8[...]])
    }

    private static let dot = UInt8(ascii: ".")

    private static func validate(_ text: String, longest: Int, labels: [Substring.UTF8View]) throws(InvalidName) {
        if text.isEmpty { throw InvalidName(text, "is empty") }
        if text.utf8.count > longest {
            throw InvalidName(text, "has \(text.utf8.count) bytes; Kubernetes allows \(longest)")
        }
        for label in labels {
            guard let first = label.first, let last = label.last, isLetterOrDigit(first), isLetterOrDigit(last) else {
                throw InvalidName(text, "does not begin and end with a lower-case letter or digit in each part")
            }
            guard label.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }) else {
                throw InvalidName(text, "has characters other than lower-case letters, digits and \"-\"")
            }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
