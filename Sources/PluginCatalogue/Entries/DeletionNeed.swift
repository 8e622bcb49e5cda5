/// What a plugin's DEL can't do without.
package enum DeletionNeed: String, Sendable, CaseIterable {
    /// The API server.
    case api
    /// A daemon on the node.
    case daemon
    /// A file of its own.
    case file
}
