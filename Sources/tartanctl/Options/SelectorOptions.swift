import ArgumentParser

/// `-l`
struct SelectorOptions: ParsableArguments {
    @Option(
        name: .selector,
        help: ArgumentHelp(
            "Only what has these labels, as kubectl has it: app=web,tier!=db or 'env in (test,live),!old'.",
            valueName: "selector"),
        transform: LabelSelector.init)
    var selector: LabelSelector?
}
