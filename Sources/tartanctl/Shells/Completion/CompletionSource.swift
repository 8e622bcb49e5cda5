/// What a value is, by the name that help texts give it: where its candidates come from.
enum CompletionSource: Equatable {
    case files, folders
    /// Of the store.
    case namespaces, pods, networks, sandboxes, records
    /// A kind, then names of that kind.
    case objects
    /// What `explain` takes, and what `trace` takes.
    case subjects, targets
    case findingCodes
    case networkNamespaces
    /// Files in the folders of plugins.
    case plugins
    case clusterNetworks, clusterNetworkKinds
    case callCommands
    case commands
    /// Nobody can know it.
    case free

    init?(valueName: String) {
        guard let source = Self.byValueName[valueName] else { return nil }
        self = source
    }

    private static let byValueName: [String: CompletionSource] = [
        "file": .files, "path": .files, "file|dir": .files, "dir": .folders, "folder": .folders, "dir[:dir]": .folders,
        "namespace": .namespaces, "pod": .pods, "network": .networks, "plugin": .plugins, "id": .sandboxes,
        "sandbox[/interface]": .records, "kind> <name": .objects, "pod|code|path": .subjects, "target": .targets,
        "code": .findingCodes, "netns": .networkNamespaces, "ref": .clusterNetworks, "kind|file": .clusterNetworkKinds,
        "command": .callCommands, "subcommands": .commands, "selector": .free, "name": .free, "n": .free,
        "cidr": .free, "json": .free, "ifname": .free, "date": .free, "period": .free,
    ]
}
