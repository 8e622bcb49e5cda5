/// What a plugin does in a configuration.
package enum PluginRole: String, Sendable, CaseIterable {
    /// Makes or moves an interface.
    case interface
    /// Gives addresses to whichever plugin asks for them.
    case ipam
    /// Changes what a plugin before it made.
    case chained
    /// Runs other networks' plugins.
    case meta
}
