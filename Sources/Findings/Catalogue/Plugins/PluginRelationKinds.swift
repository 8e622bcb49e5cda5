// What must hold between the keys of a plugin, so that it doesn't refuse them.
extension FindingKind {
    static let pluginRelationKinds = [
        missingKey, noneOfSeveral, missingCompanion, exclusiveKeys, wrongOrder, writtenByAnother,
    ]

    package static let missingKey = FindingKind(
        "TN2017", .error, "key that the plugin needs",
        explanation: """
            Without it the plugin has nothing to work on and fails every pod, with a message such as: "master" field is \
            required. It specifies the host interface name to virtualize. An empty text counts as absent.
            """,
        remedy: "Add the key. The finding says what it is for.",
        bad: .definition(
            "⟦{⟧\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"vlanId\": 20, \"ipam\": {\"type\": \"dhcp\"}}"),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"eth1\", \"vlanId\": 20, \"ipam\": {\"type\": \"dhcp\"}}"
        ))

    package static let noneOfSeveral = FindingKind(
        "TN2018", .error, "none of several keys of which the plugin needs one",
        explanation: """
            There are several ways to tell the plugin what it must know, and the configuration has none of them: "no IP \
            ranges specified", "specify either "device", "hwaddr", "kernelpath" or "pciBusID"".
            """,
        remedy: "Add one of the keys that the finding names.",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1",
              ⟦"ipam"⟧: {"type": "host-local"}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1",
              "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}
            }
            """))

    package static let missingCompanion = FindingKind(
        "TN2019", .error, "key without the one that it needs beside it",
        explanation: """
            The plugin takes both keys or none: a rate needs its burst, the first VLAN of a range its last one. With one \
            alone it fails every pod: "if ingress burst is set, ingress rate must also be set".
            """,
        remedy: "Add the other key, or remove this one.",
        bad: .list(
            """
            {
              "cniVersion": "1.0.0", "name": "lan",
              "plugins": [
                {"type": "bridge", "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}},
                {"type": "bandwidth", ⟦"ingressRate"⟧: 100000000}
              ]
            }
            """),
        good: .list(
            """
            {
              "cniVersion": "1.0.0", "name": "lan",
              "plugins": [
                {"type": "bridge", "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}},
                {"type": "bandwidth", "ingressRate": 100000000, "ingressBurst": 8000000}
              ]
            }
            """))

    package static let exclusiveKeys = FindingKind(
        "TN2020", .error, "keys that exclude each other",
        explanation: """
            The plugin refuses to be told both: "cannot set hairpin mode and promiscuous mode at the same time". Every pod \
            fails.
            """,
        remedy: "Leave one of them out.",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1", "hairpinMode": true, ⟦"promiscMode"⟧: true,
              "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1", "hairpinMode": true,
              "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}
            }
            """))

    package static let wrongOrder = FindingKind(
        "TN2021", .error, "end that is before its beginning",
        explanation: """
            Two numbers are the ends of a range, the lower one first, and here they are the other way round. The plugin \
            refuses them: "minID is greater than maxID". Ranges of addresses have findings of their own (TN30xx).
            """,
        remedy: "Swap the two numbers.",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1",
              "vlanTrunk": [{"minID": 200, "maxID": ⟦100⟧}]
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1",
              "vlanTrunk": [{"minID": 100, "maxID": 200}]
            }
            """))

    package static let writtenByAnother = FindingKind(
        "TN2022", .error, "key that another plugin writes and refuses to be given",
        explanation: """
            A plugin that makes its interface by another one hands on the object that is meant for it, and adds keys of its \
            own. Flannel takes name and addresses from its own configuration and from subnet.env, and refuses a delegate \
            that has them: "'delegate' dictionary must not have 'ipam' field, it'll be set by flannel".
            """,
        remedy: "Remove the key. What is to be kept of \"ipam\" stands beside \"delegate\".",
        bad: .list(
            """
            {
              "cniVersion": "1.0.0", "name": "pods",
              "plugins": [{"type": "flannel", "delegate": {"isDefaultGateway": true, ⟦"ipam"⟧: {"type": "host-local"}}}]
            }
            """),
        good: .list(
            """
            {
              "cniVersion": "1.0.0", "name": "pods",
              "plugins": [{"type": "flannel", "delegate": {"isDefaultGateway": true}}]
            }
            """))
}
