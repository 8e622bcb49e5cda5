import CNI

/// One element of an annotation after it was looked at.
struct SelectedNetwork {
    /// As messages name it: `network "storage"`, `element 2`.
    var title: String
    /// The element as a whole.
    var spot: Spot
    var cursor: JSONCursor?
    var places = SelectionUse.Places()
    /// A sound one.
    var interface: InterfaceName?
    /// The key `default-route`.
    var defaultRoute: Spot?
}
