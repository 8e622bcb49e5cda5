package import CNI

/// A network interface.
package struct SandboxLink: Sendable, Equatable {
    package let index: Int32
    package let name: String
    /// Other names that lead to it and are taken too (`ip link property add altname`).
    package let alternativeNames: [String]
    /// Nil where it has none, or one of a length that CNI doesn't know (a tunnel's IPv4 address).
    package let hardwareAddress: HardwareAddress?
    package let mtu: Int
    /// Set up by its administrator; says nothing of the carrier.
    package let isUp: Bool
    package let isLoopback: Bool
    /// The driver's name for it, `veth`, `bridge`, `macvlan`; nil for hardware and loopback.
    package let kind: String?
    /// Index of the link that it is a port of, such as a bridge, a bond or a vrf.
    package let master: Int32?
    /// That link's kind.
    package let masterKind: String?

    package init(
        index: Int32, name: String, alternativeNames: [String] = [], hardwareAddress: HardwareAddress? = nil,
        mtu: Int = 1500, isUp: Bool = true, isLoopback: Bool = false, kind: String? = nil,
        master: Int32? = nil, masterKind: String? = nil
    ) {
        self.index = index
        self.name = name
        self.alternativeNames = alternativeNames
        self.hardwareAddress = hardwareAddress
        self.mtu = mtu
        self.isUp = isUp
        self.isLoopback = isLoopback
        self.kind = kind
        self.master = master
        self.masterKind = masterKind
    }
}
