/// The entries of a mapping in the order in which they were written; no key is there twice.
package struct MarkedMapping: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        /// The key as text: a number or boolean is spelt as JSON spells it.
        package let key: String
        package let keyNode: MarkedNode
        package let value: MarkedNode

        package init(key: String, keyNode: MarkedNode, value: MarkedNode) {
            self.key = key
            self.keyNode = keyNode
            self.value = value
        }
    }

    package let entries: [Entry]

    package init(_ entries: [Entry]) {
        self.entries = entries
    }

    package subscript(_ key: String) -> MarkedNode? { entry(key)?.value }

    package func entry(_ key: String) -> Entry? {
        // Comparing lengths first spares most of the comparisons.
        let length = key.utf8.count
        return entries.first { $0.key.utf8.count == length && $0.key.utf8.elementsEqual(key.utf8) }
    }
}
