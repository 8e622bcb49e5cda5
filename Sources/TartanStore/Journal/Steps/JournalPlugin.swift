/// One binary of an attachment's chain.
package struct JournalPlugin: Sendable, Equatable {
    package var type: String
    /// Where the binary was found.
    package var path: String
    /// The rewritten configuration, byte for byte: DEL must send what ADD sent, and the definition may be gone.
    package var configuration: String

    package init(type: String, path: String, configuration: String) {
        self.type = type
        self.path = path
        self.configuration = configuration
    }
}
