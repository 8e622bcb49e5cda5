// What one configuration says of its own interface.
extension FindingKind {
    static let linkKinds = [
        loopbackAsDevice, unusableHardwareAddress, mtuBelowIPv4, mtuBelowIPv6, setTwiceInChain,
        nativeVLANTagged, linkTwiceInBond, hardwareAddressOnIPVLAN,
        sourceRoutingWithoutAddresses,
    ]

    package static let loopbackAsDevice = FindingKind(
        "TN3201", .error, "loopback interface as master, device, bridge or VRF",
        explanation: """
            "lo" is in every network namespace and leads nowhere. The kernel makes no macvlan on it ("invalid argument") and no \
            VLAN ("operation not supported"), it lets nobody move it into a pod, and it is neither a bridge nor a VRF, whose \
            name it takes.
            """,
        remedy:
            "Name the interface of the node that leads to the network: `ip -br link` shows them. A bridge or VRF needs a name of its own.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": ⟦\"lo\"⟧}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let unusableHardwareAddress = FindingKind(
        "TN3202", .error, "MAC address that no interface can have",
        explanation: """
            An interface has a unicast address: the lowest bit of its first byte is 0, so the second hexadecimal digit is even. \
            Addresses with that bit, ff:ff:ff:ff:ff:ff among them, are those of groups, and all zeroes is none. The kernel \
            refuses them: "cannot assign requested address".
            """,
        remedy: "Take an address that begins with 02: it is unicast, and of those that nobody sells.",
        bad: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mac\": ⟦\"01:00:5e:00:00:07\"⟧}"
        ),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mac\": \"02:00:5e:00:00:07\"}"))

    package static let mtuBelowIPv4 = FindingKind(
        "TN3203", .error, "MTU below what an interface can have",
        explanation: """
            IPv4 needs packets of 68 bytes (RFC 791). The kernel makes no veth, bridge or bond with less, and gives no other \
            interface with less an address: "invalid argument". Often the value is one of another unit, or a digit is missing.
            """,
        remedy:
            "Write the largest packet in bytes, such as 1500 or 9000; without the key, or with 0, it is the kernel's or the master's.",
        bad: .chainFile(
            "{\"type\": \"bridge\", \"bridge\": \"lan0\", \"mtu\": ⟦15⟧, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
        ),
        good: .chainFile(
            "{\"type\": \"bridge\", \"bridge\": \"lan0\", \"mtu\": 1500, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
        ))

    package static let mtuBelowIPv6 = FindingKind(
        "TN3204", .error, "MTU below that of IPv6 on a network with IPv6 addresses",
        explanation: """
            IPv6 needs packets of 1280 bytes (RFC 8200). On an interface with a smaller MTU the kernel has no IPv6 at all: it \
            refuses the address with "invalid argument", and the pod stays in ContainerCreating.
            """,
        remedy: "Write at least 1280, or give no IPv6 addresses.",
        bad: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mtu\": ⟦1000⟧,\n  \"ipam\": {\"type\": \"host-local\", \"ranges\": [[{\"subnet\": \"fd00:1::/64\"}]]}}"
        ),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mtu\": 1280,\n  \"ipam\": {\"type\": \"host-local\", \"ranges\": [[{\"subnet\": \"fd00:1::/64\"}]]}}"
        ))

    package static let setTwiceInChain = FindingKind(
        "TN3205", .warning, "property that two plugins of a list set differently",
        explanation: """
            Plugins run one after the other, so the later one's MTU or MAC address counts, and the other is written for nothing. \
            With a veth it is worse: tuning changes the pod's end alone, and packets that are larger than what the other end \
            takes are lost.
            """,
        remedy: "Set it in one place: in the plugin that makes the interface, if that has the key.",
        bad: .definition(
            .chain(
                "{\"type\": \"bridge\", \"bridge\": \"lan0\", \"mtu\": 1400, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}",
                "{\"type\": \"tuning\", \"mtu\": ⟦1500⟧}")),
        good: .definition(
            .chain(
                "{\"type\": \"bridge\", \"bridge\": \"lan0\", \"mtu\": 1400, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}",
                "{\"type\": \"tuning\", \"promisc\": true}")))

    package static let nativeVLANTagged = FindingKind(
        "TN3207", .warning, "VLAN that is a port's own and one of its trunk",
        explanation: """
            "vlan" is the VLAN of what the pod sends without a tag; those of "vlanTrunk" keep their tags. The plugin sets the \
            trunk after the port's own VLAN, and the kernel then forgets that it was the port's own: packets without a tag are \
            dropped.
            """,
        remedy: "Take the VLAN out of \"vlanTrunk\", or leave \"vlan\" out if the pod sends it with its tag.",
        bad: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"vlan\": 100,\n  \"vlanTrunk\": [{\"id\": ⟦100⟧}, {\"id\": 200}]}"
        ),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"vlan\": 100,\n  \"vlanTrunk\": [{\"id\": 200}]}"
        ))

    package static let linkTwiceInBond = FindingKind(
        "TN3208", .warning, "interface that is twice in a bond",
        explanation: """
            A bond of one interface that is named twice has one interface: there is none to change over to. Where the plugin \
            moves the interfaces from the node it fails, because the second time the interface is no longer there.
            """,
        remedy: "Name two interfaces.",
        bad: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"bond\", \"mode\": \"active-backup\", \"miimon\": \"100\", \"linksInContainer\": true,\n  \"links\": [{\"name\": \"net1\"}, {\"name\": ⟦\"net1\"⟧}]}"
        ),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"bond\", \"mode\": \"active-backup\", \"miimon\": \"100\", \"linksInContainer\": true,\n  \"links\": [{\"name\": \"net1\"}, {\"name\": \"net2\"}]}"
        ))

    package static let hardwareAddressOnIPVLAN = FindingKind(
        "TN3209", .error, "MAC address for an ipvlan",
        explanation: """
            All ipvlan interfaces have the MAC address of their master: that is what they are for. tuning hands a MAC address to \
            the kernel, which refuses it with "operation not supported", and the pod fails.
            """,
        remedy: "Leave the MAC address out, or use macvlan, whose interfaces have addresses of their own.",
        bad: .definition(.chain(plainIPVLAN, "{\"type\": \"tuning\", ⟦\"mac\"⟧: \"02:00:00:00:00:07\"}")),
        good: .definition(.chain(plainIPVLAN, "{\"type\": \"tuning\", \"allmulti\": true}")))

    package static let sourceRoutingWithoutAddresses = FindingKind(
        "TN3210", .error, "source-based routing on an interface without addresses",
        explanation: """
            sbr sends what comes from an interface's address by that interface. With a plugin before it that has no "ipam" there \
            is no such address, and sbr fails each pod: "No IP addresses supplied on interface".
            """,
        remedy: "Add \"ipam\" to the plugin that makes the interface, or remove sbr.",
        bad: .definition(.chain("{\"type\": \"macvlan\", \"master\": \"eth1\"}", "{\"type\": ⟦\"sbr\"⟧}")),
        good: .definition(
            .chain(
                "{\"type\": \"macvlan\", \"master\": \"eth1\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}",
                "{\"type\": \"sbr\"}")))

    private static let plainIPVLAN = Sample.plainIPVLAN
}

extension String {
    /// As `Sample.chain`.
    fileprivate static func chain(_ first: String, _ second: String) -> String { Sample.chain(first, second) }
}
