/// What of a node has to be looked at for the configurations that were read.
package struct NodeNeeds: Sendable {
    /// Plugins that are named, those of addresses included.
    package internal(set) var plugins = Set<String>()
    /// Programs that these run.
    package internal(set) var programs = Set<String>()
    /// Files and sockets of their daemons.
    package internal(set) var files = Set<String>()
    /// Interfaces that are named.
    package internal(set) var links = Set<String>()
    package internal(set) var modules = Set<String>()
    /// Networks whose addresses host-local gives, with the folder in which it remembers them.
    package internal(set) var pools: [String: String] = [:]
}
