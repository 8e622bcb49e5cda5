/// What of a node has to be looked at for the configurations that were read.
package struct NodeNeeds: Sendable {
    /// Plugins that are named, those of addresses included.
    package var plugins = Set<String>()
    /// Programs that these run.
    package var programs = Set<String>()
    /// Files and sockets of their daemons.
    package var files = Set<String>()
    /// Interfaces that are named.
    package var links = Set<String>()
    package var modules = Set<String>()
    /// Networks whose addresses host-local gives, with the folder in which it remembers them.
    package var pools: [String: String] = [:]

    package init() {}
}
