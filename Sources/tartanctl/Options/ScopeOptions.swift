import ArgumentParser

/// Which objects are meant where no names are given: of one namespace or of all, with certain labels.
struct ScopeOptions: ParsableArguments {
    @Flag(name: .allNamespaces, help: "All namespaces.")
    var everywhere = false

    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var labels: SelectorOptions

    func validate() throws {
        if everywhere, namespace.chosen != nil { throw ValidationError("-A and -n exclude each other") }
    }
}
