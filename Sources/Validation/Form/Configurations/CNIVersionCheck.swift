import CNI
import ExactJSON
import Findings
import Wording

/// `cniVersion` and `cniVersions`: that they are versions and that there are such.
struct CNIVersionCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        let root = configuration.root
        let others = checkVersions(configuration, &sink)
        guard let member = root.member("cniVersion"), !member.value.value.isNull, member.value.value.string != "" else {
            if others == nil { missing(configuration, &sink) }
            return
        }
        let value = member.value
        guard let text = value.value.string else {
            let spelling = value.value.number?.spelling
            let meant = spelling.flatMap(CNIVersion.init).flatMap { $0.isSupported ? $0.description : nil }
            sink.report(
                .versionNotText, at: value.spot, "\"cniVersion\" of \(configuration.title) is \(value.value.kindName)",
                label: "write \"\(meant ?? "1.0.0")\"",
                notes: ["Runtimes refuse the whole configuration: a version has three parts, and is a text."],
                replacement: meant.map { "\"\($0)\"" })
            return
        }
        if LeftOver.placeholder(in: text) { return }
        guard let version = CNIVersion(text), version.description == text else {
            let bare = text.drop { "vV ".contains($0) }
            let meant = CNIVersion(String(bare).trimmingBlanks).flatMap { $0.isSupported ? $0.description : nil }
            sink.report(
                .malformedVersion, at: value.spot,
                "\"cniVersion\" of \(configuration.title) is \"\(text.cutForMessage)\"",
                label: meant.map { "write \"\($0)\"" } ?? "three numbers between dots, such as 1.0.0",
                notes: ["Plugins compare it as a text, so they refuse it with code 1."],
                replacement: meant.map { "\"\($0)\"" })
            return
        }
        guard !version.isSupported, others?.contains(where: \.isSupported) != true else { return }
        unknown(version, value, configuration, &sink)
    }

    private func missing(_ configuration: ConfigurationFacts, _ sink: inout FindingSink) {
        let root = configuration.root
        let isPluginOfFolder = FolderPlugin.mayBe(configuration)
        let isMisspelt = root.members.contains { member in
            let key = member.key
            if key == "cniVersion" { return false }
            return key.lowercased() == "cniversion"
                || Spelling.closest(to: key, in: ["cniVersion", "cniVersions"]) != nil
        }
        let hasPlugins = root["type"] != nil || root["plugins"] != nil
        if isPluginOfFolder || isMisspelt || !hasPlugins { return }
        sink.report(
            .missingVersion, at: root.member("cniVersion")?.spot ?? root.spot,
            "\(configuration.title) has no \"cniVersion\"", label: "\"cniVersion\": \"1.0.0\" is missing",
            notes: [
                "Without it the plugins answer as in 0.2.0: one address of each family, no interfaces, no CHECK."
            ])
    }

    private func unknown(
        _ version: CNIVersion, _ value: JSONCursor, _ configuration: ConfigurationFacts, _ sink: inout FindingSink
    ) {
        let known = CNIVersion.supported.map(\.description)
        let near = Spelling.closest(to: version.description, in: known)
        let isNewer = version > .newest
        sink.report(
            .unknownVersion, at: value.spot,
            "\"cniVersion\" of \(configuration.title) is \(version), and there is no such version",
            label: isNewer
                ? "the newest is \(CNIVersion.newest)"
                : near.map { "did you mean \"\($0)\"?" } ?? known.joined(separator: ", "),
            notes: ["Every plugin refuses it with code 1.", "There are \(known.joined(separator: ", "))."])
    }

    /// - Returns: nil where there is no such key.
    private func checkVersions(_ configuration: ConfigurationFacts, _ sink: inout FindingSink) -> [CNIVersion]? {
        let root = configuration.root
        guard let member = root.member("cniVersions"), !member.value.value.isNull else { return nil }
        guard let elements = member.value.elements else {
            sink.report(
                .malformedVersions, at: member.value.spot,
                "\"cniVersions\" of \(configuration.title) is \(member.value.value.kindName)",
                label: "a list of versions is expected", notes: ["Runtimes that know the key refuse the configuration."]
            )
            return []
        }
        var versions: [CNIVersion] = []
        for element in elements {
            if let version = element.value.string.flatMap(CNIVersion.init) {
                versions.append(version)
                continue
            }
            sink.report(
                .malformedVersions, at: element.spot,
                "\(element.value.text.cutForMessage) in \"cniVersions\" of \(configuration.title) is no version",
                label: "such as \"1.0.0\"",
                notes: ["Runtimes that know the key refuse the configuration."])
        }
        return versions
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
