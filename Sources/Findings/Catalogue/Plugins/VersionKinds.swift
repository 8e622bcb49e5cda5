// Which versions of CNI plugins speak.
extension FindingKind {
    static let pluginVersionKinds = [versionNotSpoken, noCommonVersion]

    package static let versionNotSpoken = FindingKind(
        "TN2201", .error, "version that a plugin doesn't speak",
        explanation: """
            All plugins of a list are called with the list's version, and a plugin that doesn't know it refuses the call with \
            code 1: "incompatible CNI versions; config is "0.3.1", plugin supports ["0.4.0" "1.0.0"]". Of several in \
            "cniVersions" the highest is taken that the runtime knows. firewall came with 0.4.0, Calico ends at 1.0.0, \
            Weave Net at 0.3.0. Plugins that a plugin runs, for addresses or as Flannel's delegate, get the list's version, too.
            """,
        remedy:
            "Write the version that the finding names. Which ones a binary speaks it says itself: echo '{\"cniVersion\": \"1.0.0\"}' | CNI_COMMAND=VERSION /opt/cni/bin/firewall",
        bad: .definition(
            """
            {"cniVersion": ⟦"0.3.1"⟧, "plugins": [
              {"type": "bridge", "bridge": "br0", "ipam": {"type": "dhcp"}},
              {"type": "firewall"}
            ]}
            """),
        good: .definition(
            """
            {"cniVersion": "0.4.0", "plugins": [
              {"type": "bridge", "bridge": "br0", "ipam": {"type": "dhcp"}},
              {"type": "firewall"}
            ]}
            """))

    package static let noCommonVersion = FindingKind(
        "TN2202", .error, "plugins without a common version",
        explanation: """
            A list has one version, and each of these plugins is refused by it or refuses it, whichever is written: one of them \
            ends before another begins. Weave Net, which ends at 0.3.0, can't be in a list with firewall, which begins with 0.4.0.
            """,
        remedy: "Take the plugin out that is too old or too new, or a release of it that speaks the others' versions.",
        bad: .definition(
            """
            {"cniVersion": ⟦"0.3.0"⟧, "plugins": [
              {"type": "weave-net"},
              {"type": "firewall"}
            ]}
            """),
        good: .definition(
            """
            {"cniVersion": "0.3.0", "plugins": [
              {"type": "weave-net"},
              {"type": "portmap", "capabilities": {"portMappings": true}}
            ]}
            """))
}
