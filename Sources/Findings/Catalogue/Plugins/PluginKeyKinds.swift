// Keys of plugins: their names, and whether they do anything.
extension FindingKind {
    static let pluginKeyKinds = [
        unknownKey, otherLetterCase, misplacedKey, deprecatedKey, ineffectiveKey, fruitlessKeys,
    ]

    package static let unknownKey = FindingKind(
        "TN2004", .warning, "key that the plugin doesn't know",
        explanation: """
            Plugins read the keys that they know and pass over the rest without a word. A misspelt key is as if it weren't \
            there: the plugin works with its default, and pods come up with the wrong VLAN, the wrong master or no gateway.
            """,
        remedy: """
            Correct the key, or remove it. A remark may stand in a key that begins with "_". If the plugin's newer release \
            has the key, ignore this code for the network with the reason.
            """,
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", ⟦\"mastr\"⟧: \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let otherLetterCase = FindingKind(
        "TN2005", .warning, "key in another letter case",
        explanation: """
            Plugins written in Go take a key in any letter case. Other programs that read the same configuration do not: \
            plugins in other languages, controllers, `jq`, and the capabilities of a runtime. If the key is there in both \
            spellings, the last one counts.
            """,
        remedy: "Spell the key as the plugin's documentation does.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", ⟦\"Master\"⟧: \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let misplacedKey = FindingKind(
        "TN2006", .warning, "key beside the object that it belongs into",
        explanation: """
            The plugin has no such key here; the one that gives its addresses has, or the other way round, or it is the name \
            of a capability. Where it stands nobody reads it: the subnet isn't used, the master is another one.
            """,
        remedy: "Move the key to where its plugin reads it: into \"ipam\", beside \"ipam\", or into \"capabilities\".",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1",
              ⟦"subnet"⟧: "10.1.0.0/24",
              "ipam": {"type": "host-local"}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "br1",
              "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}
            }
            """))

    package static let deprecatedKey = FindingKind(
        "TN2007", .warning, "deprecated key",
        explanation: """
            The plugin's project has replaced the key or dropped what it was for. Releases still take it, some without any \
            effect, and a later one may refuse it.
            """,
        remedy: "Write what has taken its place, or remove it.",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",
              "ipam": {"type": "whereabouts", "range": "10.1.0.0/24", ⟦"etcd_host"⟧: "10.0.0.2:2379"}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",
              "ipam": {"type": "whereabouts", "range": "10.1.0.0/24"}
            }
            """))

    package static let ineffectiveKey = FindingKind(
        "TN2008", .warning, "key without an effect",
        explanation: """
            The plugin decodes the key and never looks at it, or only on another system. Whoever set it believes that it \
            does something.
            """,
        remedy: "Remove the key; the finding says what the plugin goes by instead.",
        bad: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"ens6\", ⟦\"deviceID\"⟧: \"0000:3b:02.4\"}"
        ),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"ens6\"}"))

    package static let fruitlessKeys = FindingKind(
        "TN2009", .warning, "keys that come to nothing together",
        explanation: """
            Each key by itself is in order, and the plugin starts without complaint. Together they do nothing, or one of \
            them hides the others: a device that is named in two ways, VLAN 0, port mappings that nobody hands over.
            """,
        remedy: "The finding says which key is missing or too many.",
        bad: .list(
            """
            {
              "cniVersion": "1.0.0", "name": "lan",
              "plugins": [
                {"type": "bridge", "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}},
                ⟦{⟧"type": "portmap", "snat": true}
              ]
            }
            """),
        good: .list(
            """
            {
              "cniVersion": "1.0.0", "name": "lan",
              "plugins": [
                {"type": "bridge", "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}},
                {"type": "portmap", "snat": true, "capabilities": {"portMappings": true}}
              ]
            }
            """))
}
