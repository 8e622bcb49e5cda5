import CLinux
package import CNI
import Glibc
package import LinuxSystem

/// The network of a sandbox, read and changed over rtnetlink from outside: the socket belongs to the namespace that it
/// was opened in, whoever uses it from wherever.
package struct SandboxNetlink: ~Copyable {
    /// Nil for the namespace that the process itself lives in.
    let namespace: NamespaceFile?
    let path: String
    var socket: NetlinkSocket

    /// Enters the namespace, opens the socket and comes back at once. If coming back fails, the process ends.
    /// - Parameter expected: the namespace that was recorded for the path, if one was.
    /// - Throws: also where the path leads to the host's own namespace, which must never be changed.
    package init(namespacePath path: String, expecting expected: FileIdentity? = nil) throws(NetlinkFailure) {
        let file = try NamespaceFile(path)
        if let expected, expected != file.identity {
            throw .otherNamespace(path: path, expected: expected, found: file.identity)
        }
        if try SandboxNamespace.isHost(file.identity) { throw .hostNamespace(path: path) }
        socket = try NamespaceVisit.run(file.descriptor, path: path) { () throws(NetlinkFailure) in
            try NetlinkSocket()
        }
        namespace = consume file
        self.path = path
    }

    private init(own socket: consuming NetlinkSocket) {
        namespace = nil
        path = "/proc/self/ns/net"
        self.socket = socket
    }

    /// The namespace that the process itself lives in.
    package static func host() throws(NetlinkFailure) -> SandboxNetlink {
        SandboxNetlink(own: try NetlinkSocket())
    }

    /// Which namespace it is; nil for the host's.
    package var identity: FileIdentity? {
        switch namespace {
        case .some(let file): file.identity
        case .none: nil
        }
    }

    package mutating func links() throws(NetlinkFailure) -> [SandboxLink] {
        try socket.ask(Self.linkRequest(flags: NLM_F_DUMP), for: .listLinks, SandboxLink.read)
    }

    /// The interface that has the name, if only as an alternative one; nil if the name is free.
    package mutating func link(named name: InterfaceName) throws(NetlinkFailure) -> SandboxLink? {
        var request = Self.linkRequest(flags: NLM_F_ACK)
        request.append(UInt16(IFLA_IFNAME), Array(name.text.utf8) + [0])
        do throws(NetlinkFailure) {
            return try socket.ask(request, for: .findLink(name), SandboxLink.read).first
        } catch .refused(_, let reason) where reason.errorNumber == ENODEV {
            return nil
        }
    }

    /// The addresses of all interfaces, IPv4 and IPv6.
    package mutating func addresses() throws(NetlinkFailure) -> [SandboxAddress] {
        let anyFamily = [UInt8](repeating: 0, count: MemoryLayout<ifaddrmsg>.size)
        let request = NetlinkRequest(RTM_GETADDR, flags: NLM_F_DUMP, fixedPart: anyFamily)
        return try socket.ask(request, for: .listAddresses, SandboxAddress.read)
    }

    /// The routes of all tables, in the kernel's order.
    package mutating func routes(_ family: IPAddress.Family) throws(NetlinkFailure) -> [SandboxRoute] {
        var fixed = [UInt8](repeating: 0, count: SandboxRoute.fixedSize)
        fixed[0] = family.netlink
        let request = NetlinkRequest(RTM_GETROUTE, flags: NLM_F_DUMP, fixedPart: fixed)
        // Without a protocol stack for the family, an old kernel answers with other families' routes.
        return try socket.ask(request, for: .listRoutes(family)) { (message) throws(MalformedMessage) in
            guard let route = try SandboxRoute.read(message), route.destination.address.family == family else {
                return nil
            }
            return route
        }
    }

    private static func linkRequest(flags: Int32) -> NetlinkRequest {
        let anyLink = [UInt8](repeating: 0, count: MemoryLayout<ifinfomsg>.size)
        var request = NetlinkRequest(RTM_GETLINK, flags: flags, fixedPart: anyLink)
        request.append(UInt16(IFLA_EXT_MASK), UInt32(RTEXT_FILTER_SKIP_STATS))
        return request
    }
}
