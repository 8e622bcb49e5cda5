// Which plugins are named, and where.
extension FindingKind {
    static let pluginNameKinds = [unknownPlugin, misspeltPlugin, misusedPlugin]

    package static let unknownPlugin = FindingKind(
        "TN2001", .note, "plugin that the catalogue doesn't have",
        explanation: """
            Tartan knows what some thirty plugins accept. Of this one it doesn't, so none of its keys is checked: a misspelt \
            one shows only when a pod doesn't work. The plugin itself may be in perfect order.
            """,
        remedy: """
            Describe the plugin in a file of your own and give its folder to the validation: `tartanctl validate \
            --plugin-catalogue FOLDER FILE`. Or ignore this code for the network, with the reason.
            """,
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": ⟦\"acme-fabric\"⟧, \"uplink\": \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let misspeltPlugin = FindingKind(
        "TN2002", .error, "misspelt plugin",
        explanation: """
            "type" is the name of a file in the runtime's plugin folders, letter for letter. There is a known plugin with \
            nearly that name, and hardly one with this. Pods stay in ContainerCreating with an event such as: failed to find \
            plugin "macvaln" in path [/opt/cni/bin].
            """,
        remedy: """
            Correct the name. If there really is such a plugin on your nodes, describe it in a catalogue file of your own \
            (`--plugin-catalogue FOLDER`).
            """,
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": ⟦\"macvaln\"⟧, \"master\": \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let misusedPlugin = FindingKind(
        "TN2003", .error, "plugin at a place where it can't do its work",
        explanation: """
            Plugins such as host-local, static, dhcp and whereabouts give addresses to the plugin in whose "ipam" they stand; \
            as a plugin of a list they make no interface. The others make or change interfaces and give no addresses: named \
            in "ipam" they answer with something that the plugin around them can't use ("IPAM plugin returned missing IP \
            config").
            """,
        remedy: """
            Put the plugin that gives addresses into "ipam", and a plugin that makes an interface around it.
            """,
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",
              "ipam": {"type": ⟦"bridge"⟧}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",
              "ipam": {"type": "dhcp"}
            }
            """))
}
