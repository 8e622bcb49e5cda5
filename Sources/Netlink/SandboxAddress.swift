import CLinux
package import CNI

/// An address of an interface.
package struct SandboxAddress: Sendable, Equatable {
    package let linkIndex: Int32
    /// The address with its prefix; with a peer the prefix is the peer's.
    package let network: IPNetwork
    /// The other end of a point-to-point link.
    package let peer: IPAddress?
    /// rtnetlink's scope: 0 universe, 253 link, 254 host.
    package let scope: UInt8
    /// rtnetlink's IFA_F_ flags.
    package let flags: UInt32

    package init(linkIndex: Int32, network: IPNetwork, peer: IPAddress? = nil, scope: UInt8 = 0, flags: UInt32 = 0) {
        self.linkIndex = linkIndex
        self.network = network
        self.peer = peer
        self.scope = scope
        self.flags = flags
    }

    /// Someone else on the link had this IPv6 address before, so the kernel doesn't use it.
    package var isDuplicate: Bool { flags & UInt32(IFA_F_DADFAILED) != 0 }

    /// Has no end of its lifetime: set by hand or by a plugin, not by a router's advertisement.
    package var isPermanent: Bool { flags & UInt32(IFA_F_PERMANENT) != 0 }
}
