/// Written before a binary is started.
package struct JournalStart: Sendable, Equatable {
    /// `ADD`, `DEL` or `CHECK`.
    package var verb: String
    package var attachment: Int
    package var plugin: Int
    package var path: String

    package init(verb: String, attachment: Int, plugin: Int, path: String) {
        self.verb = verb
        self.attachment = attachment
        self.plugin = plugin
        self.path = path
    }
}
