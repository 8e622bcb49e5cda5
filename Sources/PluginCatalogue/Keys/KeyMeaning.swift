/// What the value of a key is about, whatever the plugin calls the key: checks that compare keys of several plugins go
/// by this.
package enum KeyMeaning: String, Sendable, CaseIterable {
    /// The node's interface that the pod's is made on.
    case master
    /// A device of the node that is moved into the pod.
    case device
    case bridge
    case vlan
    case mtu
    case mac
    case vrf
    /// The number of a routing table.
    case routeTable
    /// The network that addresses are taken from.
    case subnet
    /// A whole range in one text, its network included.
    case range
    case rangeStart
    case rangeEnd
    /// Addresses that are not given out.
    case exclude
    case gateway
    /// An address that the interface gets.
    case address
    /// An array of routes.
    case routes
    case routeDestination
    case routeGateway
    case nameserver
    /// Rates and bursts of shaping.
    case rate
    case burst
    /// Networks or names of IPv4 pools.
    case ipv4Pool
    /// Networks or names of IPv6 pools.
    case ipv6Pool
    /// Gives the node's end the gateway's address.
    case ownGateway
    /// Gives what leaves the network the node's address.
    case masquerade
    /// Makes the attachment the pod's default route.
    case defaultRoute
    /// A folder in which the plugin keeps what it has given out.
    case stateFolder
    case logFile
    case socket
    case kubeconfig
}
