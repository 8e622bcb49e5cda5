import CNI
import ExactJSON
import Findings
import PluginCatalogue
import Wording

/// The plugins that configurations name: there, executable, for this machine, answering, in the right version.
struct BinaryCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let plugins = node.facts.plugins else { return }
        for configuration in node.configurations {
            let common = CommonVersions(of: configuration, plugins, node.context)
            common.report(configuration, node, &sink)
            for plugin in NamedPlugin.all(of: configuration) {
                check(plugin, plugins, common, node, &sink)
                checkInner(plugin, plugins, node, &sink)
            }
        }
    }

    private func check(
        _ plugin: NamedPlugin, _ plugins: NodePlugins, _ common: CommonVersions, _ node: NodeScope,
        _ sink: inout FindingSink
    ) {
        let binary = plugins.binary(plugin.type)
        switch binary.state {
        case .missing: reportMissing(plugin, plugins, node, &sink)
        case .unusable(let fault): report(fault, plugin, binary.path ?? plugin.type, node, &sink)
        case .speaks(let versions):
            // No version would do: told once, for all of them.
            if !common.isNone { checkVersion(plugin, binary.path ?? plugin.type, versions, common, node, &sink) }
        case .unasked: break
        }
    }

    private func reportMissing(
        _ plugin: NamedPlugin, _ plugins: NodePlugins, _ node: NodeScope, _ sink: inout FindingSink
    ) {
        // A name that is no plugin's at all is told with the plugins.
        if PluginTypeCheck.meant(by: plugin.type, node.context.catalogue) != nil { return }
        let near = Spelling.closest(to: plugin.type, in: plugins.names)
        sink.report(
            .pluginMissing, at: plugin.cursor.spot,
            "\(node.facts.name) has no plugin \"\(plugin.type.cutForMessage)\" in \(plugins.place)",
            label: near.map { "there is \"\($0)\"" } ?? "not on this node",
            notes: [
                "A pod of \(plugin.configuration.title) stays in ContainerCreating here: failed to find plugin \"\(plugin.type.cutForMessage)\" in path [\(plugins.folders.joined(separator: " "))]."
            ])
    }

    /// What a plugin runs beside the one that it is told to.
    private func checkInner(
        _ plugin: NamedPlugin, _ plugins: NodePlugins, _ node: NodeScope, _ sink: inout FindingSink
    ) {
        guard let entry = node.context.catalogue.entry(plugin.type) else { return }
        for need in entry.binaries where need.place == .plugins && plugin.use.meets(need.when) {
            let names = need.names.filter { plugins.binary($0).state != .missing }
            guard names.isEmpty else { continue }
            sink.report(
                .pluginMissing, at: plugin.cursor.spot,
                "\(plugin.type) runs the plugin \"\(need.names.joined(separator: "\" or \""))\", and \(node.facts.name) has none in \(plugins.place)",
                label: "needs \(need.names.joined(separator: " or "))",
                notes: ["A pod of \(plugin.configuration.title) stays in ContainerCreating here."])
        }
    }

    private func report(
        _ fault: PluginBinary.Fault, _ plugin: NamedPlugin, _ path: String, _ node: NodeScope,
        _ sink: inout FindingSink
    ) {
        let kind: FindingKind
        let label: String
        let notes: [String]
        switch fault {
        case .noFile, .notExecutable:
            kind = .pluginNotExecutable
            label = "the runtime passes over it"
            notes = [
                "libcni looks for a file that may be executed and says that there is none, though one is there.",
                "Once you know what it is: sudo chmod 0755 \(path)",
            ]
        case .empty, .noProgram:
            kind = .pluginNoProgram
            label = "no program"
            notes = ["The kernel refuses it: exec format error. What is it? file \(path); head -c 200 \(path)"]
        case .otherMachine(let machine, _):
            kind = .pluginOfOtherMachine
            label = "its binary is for \(machine)"
            notes = ["The kernel refuses it: exec format error. Install the plugins of this node's architecture."]
        case .lacksInterpreter(let interpreter):
            kind = .interpreterMissing
            label = "can't be started"
            notes = [
                "The kernel says \"no such file or directory\", and means \(interpreter), not the plugin."
            ]
        case .silent:
            kind = .pluginSilent
            label = "doesn't answer VERSION"
            notes = ["Ask it yourself: echo '{\"cniVersion\":\"1.0.0\"}' | sudo CNI_COMMAND=VERSION \(path)"]
        }
        sink.report(kind, at: plugin.cursor.spot, "\(path) \(fault.words)", label: label, notes: notes)
    }

    private func checkVersion(
        _ plugin: NamedPlugin, _ path: String, _ versions: [String], _ common: CommonVersions, _ node: NodeScope,
        _ sink: inout FindingSink
    ) {
        guard let parsed = try? NetworkConfiguration(plugin.configuration.root.value), parsed.version.isSupported,
            !versions.contains(parsed.version.description)
        else { return }
        let version = parsed.version
        // What no release of the plugin speaks is told with the chain.
        if let entry = node.context.catalogue.entry(plugin.type), !entry.versions.isEmpty,
            !entry.versions.contains(version)
        {
            return
        }
        let known = versions.compactMap { CNIVersion($0) }
        let place = plugin.configuration.root.member("cniVersion") ?? plugin.configuration.root.member("cniVersions")
        let isOlder = known.max().map { $0 < version } ?? true
        sink.report(
            .pluginTooOld, at: plugin.cursor.spot,
            "\(path) speaks CNI \(Self.span(versions)), and \(plugin.configuration.title) is of version \(version)",
            label: isOlder ? "this binary is older" : "this binary is of another age",
            notes: [
                "It refuses every call: incompatible CNI versions. \(isOlder ? "Install a newer release of it" : "Install another release of it"), or write a version that it speaks.",
                common.highest.map { "The highest version that all plugins of it speak here is \($0)." },
            ].compactMap { $0 }, related: place.map { [($0.value.spot, "the version")] } ?? [])
    }

    static func span(_ versions: [String]) -> String {
        versions.count > 8 ? versions.prefix(8).joined(separator: ", ") + ", …" : versions.joined(separator: ", ")
    }
}
