/// What is known of one node, for checks of what it lacks. Who calls has looked; what is nil wasn't looked at, and
/// nothing is said about it.
package struct NodeFacts: Sendable {
    /// What messages call it.
    package var name: String
    package var plugins: NodePlugins?
    /// Names of the programs that a plugin finds in PATH, of those that plugins look for.
    package var programs: Set<String>?
    /// Files and sockets of daemons that are there.
    package var files: Set<String>?
    package var links: NodeLinks?
    package var kernel: NodeKernel?
    package var runtime: NodeRuntimeFolder?
    /// In which plugins and meta-plugins keep what they remember, as far as something is wrong with them.
    package var folders: [NodeFolder] = []
    /// Addresses that host-local holds, by the network's name.
    package var reservations: [String: [String]] = [:]

    package init(name: String) {
        self.name = name
    }
}
