/// What one record is of: a sandbox, by its folder's name, and the interface that the runtime named.
package struct RecordKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let sandbox: String
    package let interface: String

    package init(sandbox: String, interface: String) {
        self.sandbox = sandbox
        self.interface = interface
    }

    package static func < (left: RecordKey, right: RecordKey) -> Bool {
        if left.sandbox != right.sandbox { return left.sandbox.utf8.lexicographicallyPrecedes(right.sandbox.utf8) }
        return left.interface.utf8.lexicographicallyPrecedes(right.interface.utf8)
    }

    package var description: String { sandbox + "/" + interface }
}
