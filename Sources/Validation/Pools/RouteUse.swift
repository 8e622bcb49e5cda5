package import CNI
import PluginCatalogue

/// A route that a configuration adds.
package struct RouteUse: Sendable {
    /// Nil where it can't be read, or where there is none.
    package let destination: Placed<IPNetwork>?
    package let gateway: Placed<IPAddress>?
    package let object: JSONCursor
    /// The plugin that reads it.
    package let plugin: String

    /// - Returns: nil for an object that is no route.
    init?(_ object: AddressObject) {
        guard object.spec(.routeDestination) != nil else { return nil }
        destination = object.texts(.routeDestination).first.flatMap { text in
            let network = text.network ?? text.address.flatMap { IPNetworkText(single: $0) }
            return network.map { Placed($0.network, text) }
        }
        gateway = object.placed(.routeGateway)
        self.object = object.cursor
        plugin = object.plugin
    }
}
