import ArgumentParser

/// The namespace of names that are given without one.
struct NamespaceOptions: ParsableArguments {
    @Option(name: [.customShort("n"), .customLong("namespace")], help: "The namespace (default: default).")
    var chosen: String?

    var namespace: String { chosen ?? "default" }
}
