package import CNI
package import LinuxSystem
package import Netlink

/// The sandbox as the kernel has it: one netlink socket, opened once a call.
package final class SandboxView {
    package let path: String
    package let identity: FileIdentity
    private var netlink: SandboxNetlink

    package init(path: String, identity: FileIdentity) throws(NetlinkFailure) {
        self.path = path
        self.identity = identity
        netlink = try SandboxNetlink(namespacePath: path, expecting: identity)
    }

    /// A result's `sandbox` that means this one: the same path, or another one of the same namespace.
    package func isOurs(_ sandbox: String) -> Bool {
        sandbox == path || FileIdentity(path: sandbox) == identity
    }

    package func link(named name: String) throws(NetlinkFailure) -> SandboxLink? {
        guard let name = try? InterfaceName(name) else { return nil }
        return try netlink.link(named: name)
    }

    package func links() throws(NetlinkFailure) -> [SandboxLink] { try netlink.links() }

    package func addresses(of link: SandboxLink) throws(NetlinkFailure) -> [SandboxAddress] {
        try netlink.addresses().filter { $0.linkIndex == link.index }
    }

    /// The default routes of the main table.
    package func defaultRoutes(_ family: IPAddress.Family) throws(NetlinkFailure) -> [SandboxRoute] {
        try netlink.routes(family).filter { $0.isMainDefault && $0.type == SandboxRoute.unicast }
    }

    /// The routes of the main table that plugins set, for packets from anywhere, in the kernel's order.
    package func routes() throws(NetlinkFailure) -> [SandboxRoute] {
        let all = try netlink.routes(.v4) + netlink.routes(.v6)
        return all.filter {
            $0.table == SandboxRoute.mainTable && $0.source == nil && $0.type == SandboxRoute.unicast
                && $0.nextHopID == nil && !$0.isMadeByItself
        }
    }

    package func add(_ route: SandboxRoute) throws(NetlinkFailure) { try netlink.add(route) }

    package func addDefaultRoute(via gateway: IPAddress, on link: SandboxLink, metric: UInt32?) throws(NetlinkFailure) {
        try netlink.addDefaultRoute(via: gateway, on: link, metric: metric)
    }

    package func remove(_ route: SandboxRoute) throws(NetlinkFailure) { _ = try netlink.removeRoute(route) }

    package func disableRouterDefault(_ interface: InterfaceName) throws(NetlinkFailure) {
        _ = try netlink.disableRouterDefault(interface: interface)
    }
}
