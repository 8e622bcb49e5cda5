// What is no network configuration, or one without plugins.
extension FindingKind {
    static let configurationKinds = [
        configurationNotAnObject, emptyConfiguration, neitherTypeNorPlugins, typeAndPlugins, cniValueOfWrongKind,
        emptyPlugins, pluginWithoutType, typeNoFileName, doublyEncoded, fileInsteadOfConfiguration,
        encodedConfiguration,
        wrongEnding,
    ]

    package static let configurationNotAnObject = FindingKind(
        "TN1101", .error, "configuration that is no object",
        explanation:
            "A network configuration is an object of JSON: one plugin with its keys, or a list of them under \"plugins\". An array or a text is refused by every runtime.",
        remedy: "Write `{\"cniVersion\": …, \"type\": …}`, or `{\"cniVersion\": …, \"name\": …, \"plugins\": [ … ]}`.",
        bad: .definition("⟦[⟧\n  {\"type\": \"macvlan\", \"master\": \"eth1\"}\n]"),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"plugins\": [\n  {\"type\": \"macvlan\", \"master\": \"eth1\"}\n]}"))

    package static let emptyConfiguration = FindingKind(
        "TN1102", .error, "configuration without content",
        explanation: """
            A file of a runtime that is empty, or a definition's text of blanks alone. An installer that was interrupted \
            leaves such files; containerd then takes none of the files behind it, and the node is NotReady (multus-cni #430, \
            #1155).
            """,
        remedy: "Write the configuration, or remove the file.",
        bad: Sample("00-multus.conf", "⟦⟧"),
        good: Sample("00-multus.conf", "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"type\": \"tap\"}\n"))

    package static let neitherTypeNorPlugins = FindingKind(
        "TN1103", .error, "configuration without a plugin",
        explanation:
            "\"type\" names the binary of one plugin, \"plugins\" is a list of plugins. Without both there is nothing to run: \"delegate must have the 'type' or 'plugin' field\".",
        remedy: "Add \"type\", or \"plugins\" with at least one object that has it.",
        bad: .definition("⟦{⟧\"cniVersion\": \"1.0.0\", \"master\": \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let typeAndPlugins = FindingKind(
        "TN1104", .warning, "configuration with both a plugin and a list",
        explanation:
            "Programs don't agree about it: Multus takes \"type\" and drops the list, libcni and Tartan take the list and drop what stands beside it.",
        remedy: "Make the plugin the first of the list, or remove the list.",
        bad: .list(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"name\": \"lan\",\n  ⟦\"type\"⟧: \"macvlan\",\n  \"plugins\": [{\"type\": \"tap\"}]\n}"
        ),
        good: .list("{\n  \"cniVersion\": \"1.0.0\",\n  \"name\": \"lan\",\n  \"plugins\": [{\"type\": \"tap\"}]\n}"))

    package static let cniValueOfWrongKind = FindingKind(
        "TN1105", .error, "value of CNI's own keys that is of another kind",
        explanation:
            "\"plugins\" is an array of objects, \"name\" and \"type\" are texts. Runtimes refuse anything else before they run a plugin.",
        remedy: "Write a value of the kind that is expected.",
        bad: .list("{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": ⟦{⟧\"type\": \"tap\"}}"),
        good: .list("{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\"}]}"))

    package static let emptyPlugins = FindingKind(
        "TN1106", .error, "list without plugins",
        explanation:
            "libcni refuses a list of none: \"no plugins in list\". Multus ends with a panic on it in some releases.",
        remedy: "Add a plugin, or leave \"plugins\" out where a folder beside the file has them.",
        bad: .list("{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": ⟦[⟧]}"),
        good: .list("{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\"}]}"))

    package static let pluginWithoutType = FindingKind(
        "TN1107", .error, "plugin without a type",
        explanation:
            "\"type\" is the name of the binary that is run. One plugin without it makes the whole list invalid: \"missing 'type'\".",
        remedy: "Add \"type\".",
        bad: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [\n  {\"type\": \"tap\", \"ipam\": {\"type\": \"dhcp\"}},\n  ⟦{⟧\"capabilities\": {\"portMappings\": true}}\n]}"
        ),
        good: .list(
            "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [\n  {\"type\": \"tap\", \"ipam\": {\"type\": \"dhcp\"}},\n  {\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}\n]}"
        ))

    package static let typeNoFileName = FindingKind(
        "TN1108", .error, "type that is no file name",
        explanation:
            "A plugin is looked for by its file name in the runtime's folders (/opt/cni/bin, CNI_PATH). A path is refused: otherwise a definition could run any file of the node.",
        remedy: "Write the name alone, and put the binary into one of the folders.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": ⟦\"/opt/cni/bin/macvlan\"⟧, \"master\": \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let doublyEncoded = FindingKind(
        "TN1109", .error, "configuration that is encoded twice",
        explanation:
            "The text is a string of JSON that holds JSON. That happens when a program encodes what is a text already, or a template has both quotation marks and toJson.",
        remedy: "Encode once: the first character of the configuration is a brace.",
        bad: .definition("⟦\"{\\\"cniVersion\\\": \\\"1.0.0\\\", \\\"type\\\": \\\"macvlan\\\"}\"⟧"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\"}"))

    package static let fileInsteadOfConfiguration = FindingKind(
        "TN1110", .error, "file name instead of a configuration",
        explanation:
            "`spec.config` is the configuration itself. A definition without it is looked for in the node's files by its name; there is no way to name a file.",
        remedy:
            "Write the file's content, or leave `config` out and give the file's configuration the definition's name.",
        bad: .manifest(spec: "config: ⟦/etc/cni/net.d/10-macvlan.conf⟧"), good: .manifest())

    package static let encodedConfiguration = FindingKind(
        "TN1111", .error, "configuration in base64",
        explanation: "Only the data of Secrets is in base64. A definition's text is handed to plugins as it is.",
        remedy: "`base64 -d` shows the JSON: write that.",
        bad: .manifest(spec: "config: ⟦eyJjbmlWZXJzaW9uIjoiMS4wLjAiLCJ0eXBlIjoibWFjdmxhbiJ9⟧"), good: .manifest())

    package static let wrongEnding = FindingKind(
        "TN1112", .error, "file whose ending doesn't fit its content",
        explanation:
            "libcni, containerd and CRI-O tell by the ending what a file is: .conflist is a list, .conf a single plugin. containerd refuses the file (\"network type not found\"), and the node stays NotReady.",
        remedy: "Rename the file, or write a single plugin into a list.",
        bad: Sample(
            "10-lan.conf", "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", ⟦\"plugins\"⟧: [{\"type\": \"tap\"}]}\n"),
        good: .list("{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"tap\"}]}"))
}
