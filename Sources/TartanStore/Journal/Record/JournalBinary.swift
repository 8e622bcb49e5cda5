/// A binary of the plan, by its indexes.
package struct JournalBinary: Sendable, Hashable, CustomStringConvertible {
    package let attachment: Int
    package let plugin: Int

    package init(attachment: Int, plugin: Int) {
        self.attachment = attachment
        self.plugin = plugin
    }

    package var description: String { "\(attachment).\(plugin)" }
}
