package import MultiNetwork

/// One network that a pod asks for, and where it does.
package struct SelectionUse: Sendable {
    package let selection: NetworkSelection
    /// The element of the annotation, or of what else names networks.
    package let spot: Spot
    /// The element as JSON, if the annotation is.
    package let element: JSONCursor?
    /// Where the parts of the element are, as far as they are written.
    package let places: Places

    /// Where an element names what it asks for; what it doesn't name is nil.
    package struct Places: Sendable {
        /// The network's name without its namespace.
        package var name: Spot?
        package var namespace: Spot?
        /// The interface that is asked for.
        package var interface: Spot?

        package init(name: Spot? = nil, namespace: Spot? = nil, interface: Spot? = nil) {
            self.name = name
            self.namespace = namespace
            self.interface = interface
        }
    }

    package init(
        _ selection: NetworkSelection, at spot: Spot, element: JSONCursor? = nil, places: Places = Places()
    ) {
        self.selection = selection
        self.spot = spot
        self.element = element
        self.places = places
    }

    /// Where the element asks for something: the value of its key (`ips`, `mac`, `portMappings`), or the element.
    package func spot(of key: String) -> Spot { element?[key]?.spot ?? spot }
}
