package import CNI

/// What was asked of the kernel, as a failure names it.
package enum NetlinkAction: Sendable, Equatable, CustomStringConvertible {
    case openSocket
    case listLinks
    case findLink(InterfaceName)
    case listAddresses
    case listRoutes(IPAddress.Family)
    case addDefaultRoute(gateway: IPAddress, interface: String, metric: UInt32?)
    case addRoute(SandboxRoute)
    case removeRoute(SandboxRoute)

    package var description: String {
        switch self {
        case .openSocket: "open a netlink socket"
        case .listLinks: "list the interfaces"
        case .findLink(let name): "look for the interface \"\(name.text.escapingControlCharacters)\""
        case .listAddresses: "list the addresses"
        case .listRoutes(.v4): "list the IPv4 routes"
        case .listRoutes(.v6): "list the IPv6 routes"
        case .addDefaultRoute(let gateway, let interface, let metric):
            "add the default route via \(gateway) on \"\(interface.escapingControlCharacters)\""
                + (metric.map { " with metric \($0)" } ?? "")
        case .addRoute(let route): "add the route \(route)"
        case .removeRoute(let route): "remove the route \(route)"
        }
    }
}
