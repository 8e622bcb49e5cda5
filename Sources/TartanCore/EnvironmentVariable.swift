/// One `NAME=VALUE` of an environment.
package struct EnvironmentVariable: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// What stands before and after the first `=`; nil for a text without one.
    package init?(text: String) {
        let bytes = text.utf8
        guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        self.init(String(text[..<sign]), String(text[bytes.index(after: sign)...]))
    }

    package var text: String { "\(name)=\(value)" }
}
