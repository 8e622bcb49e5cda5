import ExactJSON
import Findings
import Wording

/// Which plugins a configuration is of: `type` for one, `plugins` for several.
struct ListShapeCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        let root = configuration.root
        guard let plugins = root.member("plugins") else { return checkSingle(configuration, &sink) }
        if let type = root.member("type") {
            sink.report(
                .typeAndPlugins, at: type.spot, "\(configuration.title) has both \"type\" and \"plugins\"",
                label: "one of the two has to go",
                notes: ["Multus takes \"type\" and drops the list; Tartan and libcni take the list."],
                related: [(plugins.spot, "the list")])
        }
        guard let elements = plugins.value.elements else {
            WrongKind(
                subject: "\"plugins\" of \(configuration.title)", expected: "an array of objects",
                advice: "[ … ] around it"
            ).report(
                plugins.value, &sink)
            return
        }
        if elements.isEmpty {
            sink.report(
                .emptyPlugins, at: plugins.value.spot, "\(configuration.title) has a list without a plugin",
                label: "at least one is needed")
        }
        for (index, element) in elements.enumerated() {
            guard element.value.object != nil else {
                WrongKind(subject: "plugins[\(index)] of \(configuration.title)", expected: "an object").report(
                    element, &sink)
                continue
            }
            checkType(of: element, "plugins[\(index)] of \(configuration.title)", &sink)
        }
    }

    private func checkSingle(_ configuration: ConfigurationFacts, _ sink: inout FindingSink) {
        let root = configuration.root
        if root["type"] != nil { return checkType(of: root, configuration.title, &sink) }
        if let flag = root.member("loadOnlyInlinedPlugins"), CNIFlag(flag.value.value).value == true {
            sink.report(
                .onlyInlinedButNone, at: flag.spot,
                "\(configuration.title) has no plugins, and says that only those count",
                label: "without \"plugins\" it must not be true")
            return
        }
        let near = root.members.first { Self.meant($0.key) != nil }
        sink.report(
            .neitherTypeNorPlugins, at: near?.spot ?? root.spot,
            "\(configuration.title) has neither \"type\" nor \"plugins\"",
            label: near.flatMap { Self.meant($0.key) }.map { "did you mean \"\($0)\"?" } ?? "a plugin is missing",
            notes: ["\"type\" names one plugin's binary, \"plugins\" is a list of plugins."],
            replacement: near.flatMap { Self.meant($0.key) }.map { "\"\($0)\"" })
    }

    private static func meant(_ key: String) -> String? {
        if ["type", "plugins"].contains(key.lowercased()) { return key.lowercased() }
        return Spelling.closest(to: key, in: ["type", "plugins"])
    }

    private func checkType(of plugin: JSONCursor, _ place: String, _ sink: inout FindingSink) {
        guard let type = plugin.member("type"), !type.value.value.isNull, type.value.value.string != "" else {
            let near = plugin.members.first {
                $0.key.lowercased() == "type" || Spelling.closest(to: $0.key, in: ["type"]) != nil
            }
            let isEmpty = plugin.member("type")
            sink.report(
                .pluginWithoutType, at: isEmpty?.spot ?? near?.spot ?? plugin.spot, "\(place) has no \"type\"",
                label: isEmpty != nil
                    ? "it is empty"
                    : near != nil ? "did you mean \"type\"?" : "the name of the plugin's binary is missing",
                replacement: isEmpty == nil && near != nil ? "\"type\"" : nil)
            return
        }
        guard let text = type.value.value.string else {
            WrongKind(subject: "\"type\" of \(place)", expected: "a text").report(type.value, &sink)
            return
        }
        BinaryName(text).report(type.value, &sink)
        if let ipam = plugin["ipam"]?["type"], let text = ipam.value.string, !text.isEmpty {
            BinaryName(text).report(ipam, &sink)
        }
    }
}

/// A plugin's name as the name of a file.
private struct BinaryName {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    func report(_ cursor: JSONCursor, _ sink: inout FindingSink) {
        guard let rule = brokenRule else { return }
        let last = name.split(separator: "/").last.map(String.init)
        sink.report(
            .typeNoFileName, at: cursor.spot, "\"\(name.cutForMessage)\" can't be the name of a plugin: it \(rule)",
            label: last.map { $0 != name ? "did you mean \"\($0.cutForMessage)\"?" : "the binary's name" }
                ?? "the binary's name",
            notes: ["Plugins are looked for by name in the runtime's folders, such as /opt/cni/bin."])
    }

    private var brokenRule: String? {
        if name.utf8.contains(UInt8(ascii: "/")) || name.utf8.contains(UInt8(ascii: "\\")) { return "is a path" }
        if name == "." || name == ".." { return "is a folder's name" }
        if name.utf8.count > 255 { return "has more than 255 bytes" }
        if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            return "has a control character"
        }
        return name.utf8.first == 0x20 || name.utf8.last == 0x20 ? "has a blank at an end" : nil
    }
}
