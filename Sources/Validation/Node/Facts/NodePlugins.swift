/// The plugins of a node.
package struct NodePlugins: Sendable {
    /// Where the runtime looks for them, in this order.
    package let folders: [String]
    /// Names of all files there.
    package let names: [String]
    /// The node's: `x86-64`; nil if unknown.
    package let machine: String?
    /// Those that were looked at.
    private let binaries: [String: PluginBinary]

    package init(folders: [String], names: [String], binaries: [String: PluginBinary], machine: String? = nil) {
        self.folders = folders
        self.names = names
        self.binaries = binaries
        self.machine = machine
    }

    package var place: String { folders.joined(separator: ", ") }

    package func binary(_ type: String) -> PluginBinary { binaries[type] ?? PluginBinary(path: nil, state: .missing) }

    package func isThere(_ type: String) -> Bool { binary(type).state != .missing || names.contains(type) }

    /// Of those that were looked at, by name.
    package var all: [(type: String, binary: PluginBinary)] {
        binaries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
