import CNI

/// The name of a file in the outbox: `<pod uid>:<sandbox folder>`.
package struct OutboxKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let podUID: String
    package let sandbox: String

    /// - Parameter containerID: in full; the sandbox's folder is named after it.
    /// - Throws: `invalidName` for a uid that is not 1 to 64 letters, digits and hyphens.
    package init(podUID: String, containerID: String) throws(StoreError) {
        try Self.validate(podUID)
        self.podUID = podUID
        sandbox = SandboxFolder.name(for: containerID)
    }

    /// A file's name, as it was listed or as somebody sent it.
    package init(fileName: String) throws(StoreError) {
        guard let colon = fileName.firstIndex(of: ":") else {
            throw .invalidName(what: "outbox file", InvalidName(fileName, "is not a uid, a colon and a sandbox"))
        }
        try Self.validate(String(fileName[..<colon]))
        let sandbox = String(fileName[fileName.index(after: colon)...])
        guard SandboxFolder.isName(sandbox) else {
            throw .invalidName(what: "outbox file", InvalidName(fileName, "does not end with a sandbox"))
        }
        podUID = String(fileName[..<colon])
        self.sandbox = sandbox
    }

    package var fileName: String { podUID + ":" + sandbox }
    package var description: String { fileName }

    package static func < (left: OutboxKey, right: OutboxKey) -> Bool {
        left.fileName.utf8.lexicographicallyPrecedes(right.fileName.utf8)
    }

    static let longestUID = 64

    private static func validate(_ uid: String) throws(StoreError) {
        guard (1...longestUID).contains(uid.utf8.count),
            uid.utf8.allSatisfy({ $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") })
        else {
            throw .invalidName(
                what: "pod's uid", InvalidName(uid, "is not 1 to \(longestUID) letters, digits and hyphens"))
        }
    }
}
