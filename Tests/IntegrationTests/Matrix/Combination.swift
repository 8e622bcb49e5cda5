import TartanTestSupport
import Testing

/// One way of attaching a network: a value of each axis of the matrix.
struct Combination: Hashable, Sendable, CustomTestStringConvertible {
    /// Where the network's configuration is written, and as what.
    enum Form: String, CaseIterable, Sendable {
        case single, list
        case singleFile = "file of a single plugin"
        case listFile = "file of a list"
        case folder = "list with its folder"
        case delegate = "delegate of the configuration"
    }

    /// The plugin that makes the interface.
    enum Kind: String, CaseIterable, Sendable {
        case bridge, macvlan, ptp
        case hostDevice = "host-device"
        case ipvlan, vlan
    }

    /// Who gives the addresses.
    enum Addressing: String, CaseIterable, Sendable {
        case hostLocal = "host-local"
        case fixed = "static"
        case dhcp
        case nobody = "no IPAM"
    }

    enum Family: String, CaseIterable, Sendable {
        case four = "IPv4"
        case six = "IPv6"
        case both = "IPv4 and IPv6"
        case neither = "no address"
    }

    /// The plugin after the first one.
    enum Chained: String, CaseIterable, Sendable {
        case alone, portmap, tuning, firewall, bandwidth, sbr
    }

    let form: Form
    let kind: Kind
    let addressing: Addressing
    let family: Family
    let chained: Chained

    var testDescription: String {
        [form.rawValue, kind.rawValue, addressing.rawValue, family.rawValue, chained.rawValue].joined(separator: ", ")
    }
}

// What can be combined
extension Combination {
    /// A reason for which something can't be had, here or at all.
    struct Exclusion: Sendable {
        let reason: String
        /// Another machine may have it.
        var isLocal = false
        let holds: @Sendable (Combination) -> Bool
    }

    private static let hasIPVLAN = Kernel.has("ipvlan")
    private static let hasVLAN = Kernel.has("vlan")
    static let hasDHCP = DHCPServer.isHere

    static let exclusions: [Exclusion] = [
        Exclusion(reason: "this kernel has no ipvlan", isLocal: true) { $0.kind == .ipvlan && !hasIPVLAN },
        Exclusion(reason: "this kernel has no 802.1Q", isLocal: true) { $0.kind == .vlan && !hasVLAN },
        Exclusion(reason: "busybox's udhcpd and the dhcp plugin are not both here", isLocal: true) {
            $0.addressing == .dhcp && !hasDHCP
        },
        Exclusion(reason: "without IPAM there is no address, and with one there is") {
            ($0.addressing == .nobody) != ($0.family == .neither)
        },
        Exclusion(reason: "the dhcp plugin knows DHCPv4 alone") { $0.addressing == .dhcp && $0.family != .four },
        Exclusion(reason: "the other end of a point-to-point link has no DHCP server") {
            $0.kind == .ptp && $0.addressing == .dhcp
        },
        Exclusion(reason: "an ipvlan has its master's MAC, which a DHCP server takes for the master") {
            $0.kind == .ipvlan && $0.addressing == .dhcp
        },
        Exclusion(reason: "the DHCP server of the test is on no VLAN") { $0.kind == .vlan && $0.addressing == .dhcp },
        Exclusion(reason: "these plugins refuse an interface without address") {
            [.ptp, .ipvlan, .vlan].contains($0.kind) && $0.addressing == .nobody
        },
        Exclusion(reason: "a single plugin has none after it") {
            [.single, .singleFile].contains($0.form) && $0.chained != .alone
        },
        Exclusion(reason: "ports are asked for by an annotation, which a delegate of the configuration hasn't") {
            $0.form == .delegate && $0.chained == .portmap
        },
        Exclusion(reason: "portmap, firewall and sbr make rules for addresses") {
            [.portmap, .firewall, .sbr].contains($0.chained) && $0.addressing == .nobody
        },
        Exclusion(reason: "bandwidth shapes the host's end of a veth pair, which only these make") {
            $0.chained == .bandwidth && ![.bridge, .ptp].contains($0.kind)
        },
    ]

    /// Why it can't be had; nil where it can.
    var exclusion: String? { Self.exclusions.first { $0.holds(self) }?.reason }

    static let possible: [Combination] = product.filter { $0.exclusion == nil }

    static let product: [Combination] = Form.allCases.flatMap { form in
        Kind.allCases.flatMap { kind in
            Addressing.allCases.flatMap { addressing in
                Family.allCases.flatMap { family in
                    Chained.allCases.map { chained in
                        Combination(form: form, kind: kind, addressing: addressing, family: family, chained: chained)
                    }
                }
            }
        }
    }
}
