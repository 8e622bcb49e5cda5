// How the plugins of a list go together, and who gives their addresses.
extension FindingKind {
    static let chainKinds = [
        notFirst, nothingBefore, pluginTwice, needlessAddresses, noAddresses, addressesWithoutPlugin,
    ]

    package static let notFirst = FindingKind(
        "TN2101", .error, "second plugin that makes an interface",
        explanation: """
            All plugins of a list are called with the same interface's name. A plugin that makes an interface does so \
            whatever came before it: the second of them finds the name taken and fails ("file exists", or "container veth \
            name provided (net1) already exists"), and with it the pod's start. Flannel and Calico refuse a prevResult \
            or pass over it.
            """,
        remedy:
            "Make two definitions of it and let the pod name both. In the list stay the plugin that makes the interface, first, and those that work on it.",
        bad: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "bridge", "bridge": "br0"},
              {"type": ⟦"macvlan"⟧, "master": "eth1"}
            ]}
            """),
        good: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "macvlan", "master": "eth1", "ipam": {"type": "dhcp"}},
              {"type": "sbr"}
            ]}
            """))

    package static let nothingBefore = FindingKind(
        "TN2102", .error, "plugin without an interface to work on",
        explanation: """
            tuning, portmap, bandwidth, firewall, sbr, vrf and others change the interface that a plugin before them made. They \
            find it in the prevResult, and where none is given they fail: "required prevResult missing", or "must be called \
            as chained plugin".
            """,
        remedy:
            "Write a list whose first plugin makes the interface, and this one after it. The order in \"plugins\" is the order of the calls.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": ⟦\"tuning\"⟧, \"mtu\": 1400}"),
        good: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "macvlan", "master": "eth1"},
              {"type": "tuning", "mtu": 1400}
            ]}
            """))

    package static let pluginTwice = FindingKind(
        "TN2103", .warning, "plugin twice in one list",
        explanation: """
            A plugin remembers what it did by the container id, the interface and the network's name, and these are the same for \
            both calls: the second overwrites what the first remembered, and DEL undoes the one twice and the other not at all.
            """,
        remedy: "Join the two into one.",
        bad: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "macvlan", "master": "eth1"},
              {"type": "tuning", "mtu": 1400},
              {"type": ⟦"tuning"⟧, "promisc": true}
            ]}
            """),
        good: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "macvlan", "master": "eth1"},
              {"type": "tuning", "mtu": 1400, "promisc": true}
            ]}
            """))

    package static let needlessAddresses = FindingKind(
        "TN2104", .warning, "addresses for a plugin that takes none",
        explanation: """
            A plugin that works on another's interface doesn't run an IPAM plugin: its "ipam" is passed over without a word, \
            and the interface has the addresses of the plugin before it, or none at all.
            """,
        remedy: "Move \"ipam\" to the plugin that makes the interface, or take it out.",
        bad: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "macvlan", "master": "eth1"},
              {"type": "tuning", "mtu": 1400, ⟦"ipam"⟧: {"type": "dhcp"}}
            ]}
            """),
        good: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "macvlan", "master": "eth1", "ipam": {"type": "dhcp"}},
              {"type": "tuning", "mtu": 1400}
            ]}
            """))

    package static let noAddresses = FindingKind(
        "TN2105", .error, "plugin that can't do without addresses",
        explanation: """
            macvlan and bridge make a link of layer 2 where there is no "ipam". ptp, vlan, dummy, Calico and an ipvlan that \
            comes first don't: they run the plugin that "ipam" names, and without a name they fail, as in "failed to find \
            plugin \\"\\" in path".
            """,
        remedy:
            "Add \"ipam\" with a \"type\": host-local for addresses of this node's own, whereabouts for those of the whole cluster, static for fixed ones, dhcp.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": ⟦\"vlan\"⟧, \"master\": \"eth1\", \"vlanId\": 5}"),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"eth1\", \"vlanId\": 5, \"ipam\": {\"type\": \"dhcp\"}}"
        ))

    package static let addressesWithoutPlugin = FindingKind(
        "TN2106", .warning, "addresses that nobody gives",
        explanation: """
            Which plugin reads the members of "ipam" is said by its "type". Without it macvlan, bridge and others take the network \
            for one of layer 2: the interface comes up without an address, and nothing is reported.
            """,
        remedy: "Add \"type\" to \"ipam\"; for a network without addresses leave \"ipam\" out.",
        bad: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", ⟦\"ipam\"⟧: {\"subnet\": \"10.7.0.0/24\"}}"
        ),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.7.0.0/24\"}}"
        ))
}
