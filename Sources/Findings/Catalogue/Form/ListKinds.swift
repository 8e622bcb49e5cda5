// Names, versions and switches of network configurations.
extension FindingKind {
    static let listKinds = [
        missingNetworkName, invalidNetworkName, otherNetworkName, missingVersion, versionNotText, malformedVersion,
        unknownVersion, malformedVersions, flagOfWrongKind, onlyInlinedButNone, malformedCapabilities,
        runtimeKeyWritten,
        listKeyInOtherLetterCase, unknownListKey, pluginKeyBesideList, overriddenByList,
    ]

    package static let missingNetworkName = FindingKind(
        "TN1113", .error, "file without a network's name",
        explanation:
            "A definition gives its configuration a name, a file has none but its own. Runtimes refuse it: \"error parsing configuration list: no name\".",
        remedy: "Add \"name\", unique on the node.",
        bad: .list("⟦{⟧\"cniVersion\": \"1.0.0\", \"plugins\": [{\"type\": \"tap\"}]}"),
        good: .list("{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\"}]}"))

    package static let invalidNetworkName = FindingKind(
        "TN1114", .error, "name that is none of CNI",
        explanation:
            "A network's name begins with a letter or digit, and has letters, digits, \"_\", \".\" and \"-\". It becomes part of the names of files; plugins refuse others with code 7.",
        remedy: "Write such a name.",
        bad: .list("{\"cniVersion\": \"1.0.0\", \"name\": ⟦\"my lan\"⟧, \"plugins\": [{\"type\": \"tap\"}]}"),
        good: .list("{\"cniVersion\": \"1.0.0\", \"name\": \"my-lan\", \"plugins\": [{\"type\": \"tap\"}]}"))

    package static let otherNetworkName = FindingKind(
        "TN1115", .note, "name that differs from the definition's",
        explanation: """
            That is allowed. Pods name the definition; host-local remembers the addresses that it gave out under the \
            configuration's name, in /var/lib/cni/networks. Two definitions with one such name share their addresses, and who \
            looks for them under the definition's name finds nothing. With other plugins the name means nothing and isn't told.
            """,
        remedy:
            "Leave \"name\" out: then the definition's name is taken. If it is meant, ignore this code with its reason.",
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "name": ⟦"macvlan-conf"⟧, "type": "macvlan", "master": "eth1",
              "ipam": {"type": "host-local", "subnet": "10.30.0.0/24"}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "name": "storage", "type": "macvlan", "master": "eth1",
              "ipam": {"type": "host-local", "subnet": "10.30.0.0/24"}
            }
            """))

    package static let missingVersion = FindingKind(
        "TN1116", .warning, "configuration without a version",
        explanation: """
            Without "cniVersion" a configuration is one of 0.2.0: plugins answer with one address of each family at the most \
            and without interfaces, so that the network status has no MAC and no interface; CHECK isn't called, and DEL gets \
            no result of the ADD.
            """,
        remedy: "Add \"cniVersion\": \"1.0.0\", or \"0.4.0\" for plugins that are older.",
        bad: .definition("⟦{⟧\"type\": \"macvlan\", \"master\": \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let versionNotText = FindingKind(
        "TN1117", .error, "version that is a number",
        explanation:
            "\"cniVersion\" is a text: a number has no third part. Runtimes say: invalid cniVersion type float64.",
        remedy: "Write \"1.0.0\", with three parts and quotation marks.",
        bad: .definition("{\"cniVersion\": ⟦1.0⟧, \"type\": \"macvlan\", \"master\": \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let malformedVersion = FindingKind(
        "TN1118", .error, "version that isn't spelt as one",
        explanation:
            "Plugins compare the version as a text with those that they know. \"1.0\" and \"v1.0.0\" are none of them: \"incompatible CNI versions\", code 1.",
        remedy: "Write three numbers between dots.",
        bad: .definition("{\"cniVersion\": ⟦\"v1.0.0\"⟧, \"type\": \"macvlan\", \"master\": \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let unknownVersion = FindingKind(
        "TN1119", .error, "version that doesn't exist",
        explanation:
            "There are 0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0 and 1.1.0. Another one is refused by every plugin with code 1.",
        remedy: "Write one of them: 1.0.0 is spoken by nearly all.",
        bad: .definition("{\"cniVersion\": ⟦\"0.5.0\"⟧, \"type\": \"macvlan\", \"master\": \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"0.4.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let malformedVersions = FindingKind(
        "TN1120", .error, "list of versions that is none",
        explanation:
            "\"cniVersions\" is a list of versions, of which the runtime takes the highest that it knows. libcni 1.3 refuses a configuration with anything else there; older ones pass over the key.",
        remedy: "Write [\"1.0.0\", \"1.1.0\"].",
        bad: .list(
            "{\"cniVersion\": \"1.0.0\", \"cniVersions\": ⟦\"1.1.0\"⟧, \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\"}]}"
        ),
        good: .list(
            "{\"cniVersion\": \"1.0.0\", \"cniVersions\": [\"1.0.0\", \"1.1.0\"], \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\"}]}"
        ))

    package static let flagOfWrongKind = FindingKind(
        "TN1121", .error, "switch that is neither true nor false",
        explanation:
            "\"disableCheck\", \"disableGC\" and \"loadOnlyInlinedPlugins\" are booleans; libcni also takes the texts \"true\" and \"false\", and refuses the rest.",
        remedy: "Write true or false.",
        bad: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"disableCheck\": ⟦\"yes\"⟧, \"plugins\": [{\"type\": \"tap\"}]}"
        ),
        good: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"disableCheck\": true, \"plugins\": [{\"type\": \"tap\"}]}"
        ))

    package static let onlyInlinedButNone = FindingKind(
        "TN1122", .error, "only the plugins of the list, of which there are none",
        explanation:
            "\"loadOnlyInlinedPlugins\" says that plugins in the network's folder don't count. Without \"plugins\" nothing is left, and runtimes refuse it.",
        remedy: "Add \"plugins\", or set it to false.",
        bad: .list("{\"cniVersion\": \"1.1.0\", \"name\": \"lan\", ⟦\"loadOnlyInlinedPlugins\"⟧: true}"),
        good: .list(
            "{\"cniVersion\": \"1.1.0\", \"name\": \"lan\", \"loadOnlyInlinedPlugins\": true, \"plugins\": [{\"type\": \"tap\"}]}"
        ))

    package static let malformedCapabilities = FindingKind(
        "TN1123", .error, "capabilities that are no map of booleans",
        explanation:
            "A plugin declares what it wants to be given: {\"ips\": true, \"mac\": true}. libcni decodes it into a map of booleans and refuses everything else, a list or \"true\" in quotation marks too.",
        remedy: "Write the name of each capability with true.",
        bad: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\", \"capabilities\": ⟦[⟧\"mac\"]}]}"
        ),
        good: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\", \"capabilities\": {\"mac\": true}}]}"
        ))

    package static let runtimeKeyWritten = FindingKind(
        "TN1124", .warning, "key that only the runtime writes",
        explanation:
            "\"runtimeConfig\", \"prevResult\" and the lists of attachments are made for each call. Written into a configuration they are overwritten, or every pod gets the same address as all others.",
        remedy: "Remove it. What is to hold for all pods has keys of its own in the plugin or in its ipam.",
        bad: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\", ⟦\"runtimeConfig\"⟧: {\"mac\": \"0a:58:0a:1e:00:09\"}}]}"
        ),
        good: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\", \"capabilities\": {\"mac\": true}}]}"
        ))

    package static let listKeyInOtherLetterCase = FindingKind(
        "TN1125", .warning, "key of a list in another letter case",
        explanation:
            "libcni reads the keys of a list as they are spelt: \"CNIVersion\" is unknown to it, and the list is one of 0.1.0. Only the keys of plugins are read in any letter case, by those that are written in Go.",
        remedy: "Spell it as the specification does.",
        bad: .list("{⟦\"CNIVersion\"⟧: \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\"}]}"),
        good: .list("{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\"}]}"))

    package static let unknownListKey = FindingKind(
        "TN1126", .warning, "misspelt key of a list",
        explanation: "Runtimes pass over keys of a list that they don't know. A switch that is misspelt is off.",
        remedy: "Correct the key. A remark may stand in a key that begins with \"_\".",
        bad: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", ⟦\"disableChek\"⟧: true, \"plugins\": [{\"type\": \"tap\"}]}"
        ),
        good: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"disableCheck\": true, \"plugins\": [{\"type\": \"tap\"}]}"
        ))

    package static let pluginKeyBesideList = FindingKind(
        "TN1127", .warning, "key of a plugin beside the list",
        explanation:
            "Each plugin gets its own object of the list, with the list's name and version, and nothing else of what stands beside \"plugins\".",
        remedy: "Move it into the object of the plugin that it is for.",
        bad: .list(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"name\": \"lan\",\n  \"plugins\": [{\"type\": \"tap\"}],\n  ⟦\"ipam\"⟧: {\"type\": \"dhcp\"}\n}"
        ),
        good: .list(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"name\": \"lan\",\n  \"plugins\": [{\"type\": \"tap\", \"ipam\": {\"type\": \"dhcp\"}}]\n}"
        ))

    package static let overriddenByList = FindingKind(
        "TN1128", .note, "name or version of a plugin that its list overwrites",
        explanation:
            "The runtime writes the list's name and version into every plugin's object. What a plugin has of its own is lost. Installers of kube-router, Cilium and Amazon's plugin write a name all the same: it does no harm.",
        remedy: "Remove it from the plugin, or change the list's.",
        bad: .list(
            "{\"cniVersion\": \"0.3.1\", \"name\": \"lan\", \"plugins\": [{\"cniVersion\": ⟦\"1.0.0\"⟧, \"type\": \"tap\"}]}"
        ),
        good: .list("{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\"}]}"))
}
