/// An object that is the configuration of another plugin, named by its member `type`.
package struct DelegateSpec: Sendable, Hashable {
    /// What the other plugin does there: for `ipam` the members are those of its `ipamKeys`.
    package let role: PluginRole
    /// The plugin where there is no `type`; nil if `type` must be there.
    package let assumed: String?
    /// Keys that must not be there, because this plugin writes them.
    package let without: [String]
    /// Words that this plugin replaces before it hands the object on, by key, whatever their letter case.
    package let words: [String: [String]]
    /// Plugins that must not be named there.
    package let refused: [String]
}
