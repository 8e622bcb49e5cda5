/// A selection and where it says what no other element may say too.
struct SelectedElement {
    let selection: NetworkSelection
    /// The key and the offset of the requested interface name.
    var interfacePlace: (key: String?, offset: Int)?
    /// The offset of `default-route`.
    var defaultRoutePlace: Int?
}
