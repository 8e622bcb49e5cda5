/// What a plugin remembers of what it attached.
package struct PluginState: Sendable, Equatable {
    package enum Key: String, Sendable, CaseIterable {
        /// The container id alone: a second attachment of the pod overwrites the first's.
        case id
        /// Container id and interface.
        case idAndInterface = "id+ifname"
        /// The pod, whichever the sandbox.
        case pod
    }

    package let key: Key
    /// The key that names the folder, by which attachments of one pod can be told apart.
    package let isolate: String?
    /// Keys that must never be changed while something is attached.
    package let identity: [String]
    /// What it keeps, and where.
    package let description: String?
}
