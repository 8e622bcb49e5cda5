import CLinux
package import CNI
import Glibc
import LinuxSystem

extension SandboxNetlink {
    /// Adds a default route of the gateway's family to the main table (protocol static). One that is there already with
    /// the same gateway, interface and metric is as good.
    /// - Parameter metric: nil for the kernel's own, IPv4 0 and IPv6 1024.
    package mutating func addDefaultRoute(
        via gateway: IPAddress, on link: SandboxLink, metric: UInt32? = nil
    ) throws(NetlinkFailure) {
        guard let everywhere = IPNetwork(everythingOf: gateway.family) else { return }
        let route = SandboxRoute(
            destination: everywhere, gateway: gateway, linkIndex: link.index, metric: metric)
        let action = NetlinkAction.addDefaultRoute(gateway: gateway, interface: link.name, metric: metric)
        do throws(NetlinkFailure) {
            try socket.order(route.request(RTM_NEWROUTE, flags: NLM_F_CREATE | NLM_F_EXCL), for: action)
        } catch .refused(_, let reason) where reason.errorNumber == EEXIST {
            let present = try routes(gateway.family)
            guard present.contains(where: { $0.isMainDefault && $0.leads(as: route) }) else {
                throw .refused(action, reason)
            }
        }
    }

    /// Adds a route as it was read, or one made from it. One that is there already is as good.
    package mutating func add(_ route: SandboxRoute) throws(NetlinkFailure) {
        do throws(NetlinkFailure) {
            try socket.order(route.request(RTM_NEWROUTE, flags: NLM_F_CREATE | NLM_F_EXCL), for: .addRoute(route))
        } catch .refused(let action, let reason) where reason.errorNumber == EEXIST {
            guard try routes(route.destination.address.family).contains(route) else { throw .refused(action, reason) }
        }
    }

    /// Removes this one route and no other to the same destination.
    /// - Returns: false if it was gone already.
    @discardableResult
    package mutating func removeRoute(_ route: SandboxRoute) throws(NetlinkFailure) -> Bool {
        let family = route.destination.address.family
        // The kernel takes IPv4's metric 0 for any metric: without this route it would remove another.
        if family == .v4, route.metric ?? 0 == 0, try !routes(.v4).contains(route) { return false }
        do throws(NetlinkFailure) {
            try socket.order(route.request(RTM_DELROUTE, flags: 0), for: .removeRoute(route))
            return true
        } catch .refused(_, let reason) where reason.errorNumber == ESRCH {
            return false
        }
    }

    /// Makes the interface learn no default route from routers' advertisements any more. Those that it has learnt stay.
    /// - Returns: false if the interface has no such setting, as where there is no IPv6.
    @discardableResult
    package func disableRouterDefault(interface: InterfaceName) throws(NetlinkFailure) -> Bool {
        // The folders of these names are no interface's: they set all of them, or new ones.
        if ["all", "default"].contains(interface.text) { return false }
        let setting = "/proc/sys/net/ipv6/conf/\(interface.text)/accept_ra_defrtr"
        let open = { () throws(NetlinkFailure) in
            do throws(SystemFailure) {
                return try Descriptor(opening: setting, O_WRONLY)
            } catch {
                throw NetlinkFailure.routerDefaultNotDisabled(
                    interface: interface, KernelReason(errorNumber: error.errorNumber))
            }
        }
        do throws(NetlinkFailure) {
            // What is opened below /proc/sys/net belongs to the namespace of who opens it, and stays so.
            let file = try inside(open)
            guard unsafe write(file.number, "0", 1) == 1 else {
                throw .routerDefaultNotDisabled(interface: interface, KernelReason())
            }
            return true
        } catch .routerDefaultNotDisabled(_, let reason) where [ENOENT, ENOTDIR].contains(reason.errorNumber) {
            return false
        }
    }

    private func inside(_ open: () throws(NetlinkFailure) -> Descriptor) throws(NetlinkFailure) -> Descriptor {
        switch namespace {
        case .some(let file): try NamespaceVisit.run(file.descriptor, path: path, open)
        case .none: try open()
        }
    }
}

extension IPNetwork {
    /// `0.0.0.0/0` or `::/0`.
    fileprivate init?(everythingOf family: IPAddress.Family) {
        guard let address = IPAddress(bytes: [UInt8](repeating: 0, count: family.bits / 8)) else { return nil }
        self.init(address: address, prefixLength: 0)
    }
}

extension SandboxRoute {
    /// Same way with the same preference, whoever set it.
    fileprivate func leads(as other: SandboxRoute) -> Bool {
        gateway == other.gateway && linkIndex == other.linkIndex && effectiveMetric == other.effectiveMetric
            && type == other.type && typeOfService == other.typeOfService && nextHops.isEmpty
    }
}
