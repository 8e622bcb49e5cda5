/// Keys whose values are secrets although their names don't tell, plugin by plugin.
package struct SecretKeys: Sendable, Equatable {
    private let keys: [String: Set<String>]

    package static let none = SecretKeys([:])

    /// - Parameter keys: by the plugin's `type`. Letter case, digits and punctuation make no difference.
    package init(_ keys: [String: Set<String>]) {
        self.keys = keys.mapValues { Set($0.map { Self.name($0) }) }
    }

    func of(_ type: String?) -> Set<String> { type.flatMap { keys[$0] } ?? [] }

    /// A key's letters alone, small.
    static func name(_ key: String) -> String { String(decoding: letters(key), as: UTF8.self) }

    static func letters(_ key: String) -> [UInt8] {
        key.utf8.map { $0 | 0x20 }.filter { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }
}
