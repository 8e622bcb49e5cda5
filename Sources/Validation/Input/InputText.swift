/// A text to be validated. Who calls has read it: nothing here opens a file.
package struct InputText: Sendable, Equatable {
    /// What the text is taken for.
    package enum Role: Sendable, Equatable {
        /// Objects of Kubernetes, YAML or JSON.
        case manifest
        /// One network configuration, JSON.
        case configuration
        /// JSON that may be either: told by its keys.
        case unknown
    }

    /// What findings call it: the path as it was given, `stdin`.
    package let name: String
    package let bytes: [UInt8]
    package let role: Role
    /// It has more bytes than anybody reads: none of them are here.
    package let isTooLarge: Bool

    /// A text that is larger than is read.
    package static func tooLarge(_ name: String) -> InputText { InputText(name, isTooLarge: true) }

    private init(_ name: String, isTooLarge: Bool) {
        self.name = name
        bytes = []
        role = Self.role(of: name)
        self.isTooLarge = isTooLarge
    }

    /// - Parameter role: nil for what the name's ending says.
    package init(_ name: String, _ bytes: [UInt8], role: Role? = nil) {
        self.name = name
        self.bytes = bytes
        self.role = role ?? Self.role(of: name)
        isTooLarge = false
    }

    /// The endings by which runtimes and libcni find configurations.
    package static let configurationEndings = [".conf", ".conflist"]
    package static let manifestEndings = [".yaml", ".yml"]

    private static func role(of name: String) -> Role {
        if configurationEndings.contains(where: name.hasSuffix) { return .configuration }
        return name.hasSuffix(".json") ? .unknown : .manifest
    }
}
