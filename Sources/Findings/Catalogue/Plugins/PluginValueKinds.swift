// Values of plugins' keys, each by itself.
extension FindingKind {
    static let pluginValueKinds = [
        wrongType, quotedValue, outOfRange, notAChoice, malformedValue, wrongLength, lenientValue,
    ]

    package static let wrongType = FindingKind(
        "TN2010", .error, "value of a type that the plugin can't decode",
        explanation: """
            A plugin decodes its whole configuration at once. One value of another type, a string for an array or a number \
            for a string, and it fails every pod: "failed to load netconf: json: cannot unmarshal number into Go struct \
            field".
            """,
        remedy: "Write a value of the type that the finding names.",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",
              "ipam": {"type": "static", "addresses": ⟦"10.1.0.7/24"⟧}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",
              "ipam": {"type": "static", "addresses": [{"address": "10.1.0.7/24"}]}
            }
            """))

    package static let quotedValue = FindingKind(
        "TN2011", .error, "number or boolean in quotation marks",
        explanation: """
            In quotation marks a number is a string, and plugins take no string for a number: "cannot unmarshal string into \
            Go struct field NetConf.vlan of type int". Templates often put the quotation marks around it, because in YAML \
            they do no harm.
            """,
        remedy: "Remove the quotation marks; in a Helm template, don't pipe the value through `quote`.",
        bad: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mtu\": ⟦\"1450\"⟧}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mtu\": 1450}"))

    package static let outOfRange = FindingKind(
        "TN2012", .error, "number out of the plugin's range",
        explanation: """
            The plugin or the kernel refuses the number: "invalid VLAN ID 4095 (must be between 0 and 4094)", or the plain \
            "invalid argument" of the kernel. Ranges differ between plugins; the one that counts is told beside the caret.
            """,
        remedy: "Write a number of the range.",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1", "vlan": ⟦4095⟧,
              "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1", "vlan": 4094,
              "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}
            }
            """))

    package static let notAChoice = FindingKind(
        "TN2013", .error, "value that is none of the plugin's choices",
        explanation: """
            The key takes a few words only, mostly in small letters, and the plugin refuses any other: "unknown macvlan \
            mode: "bridged"".
            """,
        remedy: "Write one of the words that the finding names.",
        bad: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mode\": ⟦\"bridged\"⟧}"),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mode\": \"bridge\"}"))

    package static let malformedValue = FindingKind(
        "TN2014", .error, "text that hasn't the form which the plugin needs",
        explanation: """
            The text is to be a MAC address, a PCI address, the name of an interface, a duration, and can't be read as one. \
            The plugin refuses it, or asks the kernel for something that there can't be: "Link not found", "invalid MAC \
            address". Addresses and networks have findings of their own (TN30xx).
            """,
        remedy: "Write it as the finding shows beside the caret.",
        bad: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": ⟦\"eth1/100\"⟧}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1.100\"}"))

    package static let wrongLength = FindingKind(
        "TN2015", .error, "too many or too few elements or letters",
        explanation: """
            A bond of one interface, an empty set of ranges, a prefix of three bytes where there are to be two, a chain's \
            name that iptables finds too long: the plugin refuses it when a pod comes.
            """,
        remedy: "Bring it to the length that the finding names.",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bond", "mode": "active-backup", "miimon": "100",
              "links": ⟦[⟧{"name": "net1"}],
              "linksInContainer": true
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bond", "mode": "active-backup", "miimon": "100",
              "links": [{"name": "net1"}, {"name": "net2"}],
              "linksInContainer": true
            }
            """))

    package static let lenientValue = FindingKind(
        "TN2016", .warning, "value that is taken, but hardly as it is meant",
        explanation: """
            The plugin doesn't refuse the value. It takes it for its default, for "off", or for a path below the folder in \
            which the runtime runs, and nothing tells.
            """,
        remedy: "Write one of the values that the finding names; a path begins with \"/\".",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1",
              "ipam": {"type": "host-local", "subnet": "10.1.0.0/24", "dataDir": ⟦"var/lib/cni/br1"⟧}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1",
              "ipam": {"type": "host-local", "subnet": "10.1.0.0/24", "dataDir": "/var/lib/cni/br1"}
            }
            """))
}
