public import CNI

/// Names of Kubernetes objects: DNS-1123 labels, and for a definition several of them between dots (section 3.3).
public enum KubernetesName {
    /// A namespace: one label of at most 63 bytes.
    ///
    /// - Throws: the rule that the text breaks.
    public static func validateNamespace(_ text: String) throws(InvalidName) {
        if text.utf8.count > Limits.longestNamespace {
            throw InvalidName(text, "has \(text.utf8.count) bytes; Kubernetes allows \(Limits.longestNamespace)")
        }
        guard text.utf8.allSatisfy({ isAlphanumeric($0) || $0 == UInt8(ascii: "-") }) else {
            throw InvalidName(text, "has characters other than lower-case letters, digits and \"-\"")
        }
        try validateLabel(text[...], of: text)
    }

    /// The name of an object: labels between dots, at most 253 bytes. The specification recommends labels of 63 bytes or
    /// less; Kubernetes doesn't insist, so neither does this.
    ///
    /// - Throws: the rule that the text breaks.
    public static func validateName(_ text: String) throws(InvalidName) {
        if text.utf8.count > Limits.longestObjectName {
            throw InvalidName(text, "has \(text.utf8.count) bytes; Kubernetes allows \(Limits.longestObjectName)")
        }
        guard text.utf8.allSatisfy({ isAlphanumeric($0) || "-.".utf8.contains($0) }) else {
            throw InvalidName(text, "has characters other than lower-case letters, digits, \"-\" and \".\"")
        }
        for label in text.split(separator: ".", omittingEmptySubsequences: false) {
            try validateLabel(label, of: text)
        }
    }

    /// A resource of a device plugin, `vendor.example/pool`: letters, digits, `-`, `_` and `.` around at most one slash.
    ///
    /// - Throws: the rule that the text breaks.
    public static func validateResource(_ text: String) throws(InvalidName) {
        if text.utf8.count > Limits.longestResourceName {
            throw InvalidName(text, "has \(text.utf8.count) bytes; Kubernetes allows \(Limits.longestResourceName)")
        }
        guard text.utf8.allSatisfy({ $0.isASCIILetterOrDigit || "-_./".utf8.contains($0) }) else {
            throw InvalidName(text, "has characters other than letters, digits, \"-\", \"_\", \".\" and \"/\"")
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.utf8.first?.isASCIILetterOrDigit ?? false }) else {
            throw InvalidName(text, "is not of the form vendor.example/pool")
        }
    }

    private static func validateLabel(_ label: Substring, of text: String) throws(InvalidName) {
        guard let first = label.utf8.first, let last = label.utf8.last else {
            throw InvalidName(text, text.isEmpty ? "is empty" : "has a dot at an end or two in a row")
        }
        guard isAlphanumeric(first), isAlphanumeric(last) else {
            throw InvalidName(text, "has a \"-\" where a letter or digit must begin or end")
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
