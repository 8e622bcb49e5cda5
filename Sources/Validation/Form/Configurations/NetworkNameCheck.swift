import CNI
import ExactJSON
import Findings
import Wording

/// `name` of a configuration: what it may be, and that it fits the definition's.
struct NetworkNameCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard let member = configuration.root.member("name"), !member.value.value.isNull else { return }
        guard let name = member.value.value.string else {
            WrongKind(subject: "\"name\" of \(configuration.title)", expected: "a text").report(member.value, &sink)
            return
        }
        if name.isEmpty || LeftOver.placeholder(in: name) { return }
        do throws(InvalidName) {
            try Identifier.validate(name)
        } catch {
            sink.report(
                .invalidNetworkName, at: member.value.spot,
                "\"\(name.cutForMessage)\" can't be the name of a network: it \(error.rule)",
                label: "letters, digits, \"_\", \".\", \"-\"",
                notes: ["Runtimes and plugins refuse it: it becomes part of files' names."])
            return
        }
        guard case .definition(_, let definition) = configuration.owner, definition != name,
            configuration.plugins.contains(where: Self.remembersByName)
        else { return }
        sink.report(
            .otherNetworkName, at: member.value.spot,
            "the configuration is called \"\(name)\", and its definition \"\(definition.cutForMessage)\"",
            label: "pods name the definition",
            notes: ["Both may be: host-local remembers its addresses under \"\(name)\"."])
    }

    /// Most plugins make nothing of the network's name.
    private static func remembersByName(_ plugin: PluginUse) -> Bool {
        plugin.cursor["ipam"]?["type"]?.value.string == "host-local"
    }
}

/// A file of its own has to have a name: nobody gives it one, as a definition does.
struct MissingNetworkNameCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let lists = Set(
            scope.configurations.filter(\.isList).compactMap { list -> String? in
                guard case .file(let file) = list.owner, let name = list.ownName else { return nil }
                return "\(file.lastIndex(of: "/").map { file[..<$0] } ?? "")/\(name)"
            })
        for configuration in scope.configurations where configuration.ownName == nil {
            if case .delegate = configuration.owner { report(configuration, &sink) }
            guard case .file(let file) = configuration.owner else { continue }
            if let list = FolderPlugin.list(of: file), lists.contains("\(list.folder)/\(list.name)") { continue }
            report(configuration, &sink)
        }
    }

    private func report(_ configuration: ConfigurationFacts, _ sink: inout FindingSink) {
        let root = configuration.root
        let name = root.member("name")
        let isReported = name.map { !$0.value.value.isNull && $0.value.value.string == nil } ?? false
        let hasPlugins = root["type"] != nil || root["plugins"] != nil
        if isReported || !hasPlugins || FolderPlugin.mayBe(configuration) { return }
        let near = root.members.first {
            $0.key.lowercased() == "name" || Spelling.closest(to: $0.key, in: ["name"]) != nil
        }
        sink.report(
            .missingNetworkName, at: name?.spot ?? near?.spot ?? root.spot,
            "this configuration has no name",
            label: name != nil ? "it is empty" : near != nil ? "did you mean \"name\"?" : "\"name\" is missing",
            notes: ["Runtimes refuse the file, and with it often every file behind it."],
            replacement: name == nil && near != nil ? "\"name\"" : nil)
    }
}
