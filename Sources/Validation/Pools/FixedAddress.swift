package import CNI
import PluginCatalogue

/// An address that the interface gets, whichever pod it is.
package struct FixedAddress: Sendable {
    /// The plugin that gives it: `static`.
    package let plugin: String
    package let address: Placed<IPNetworkText>
    package let gateway: Placed<IPAddress>?
    /// Whether it stands among the arguments (`args.cni.ips`): a plugin then gives it instead of its own ones.
    package let isRequest: Bool
    package let object: JSONCursor
}

extension FixedAddress {
    /// Those of an object that have the length of their prefix.
    static func all(of object: AddressObject) -> [FixedAddress] {
        object.texts(.address).compactMap { text in
            guard let network = text.network else { return nil }
            return FixedAddress(
                plugin: object.plugin, address: Placed(network, text),
                gateway: object.placed(.gateway, for: network.network.address.family),
                isRequest: object.isRequest, object: object.cursor)
        }
    }
}
