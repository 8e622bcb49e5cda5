import ArgumentParser

/// `--dry-run`
struct DryRunOptions: ParsableArguments {
    @Flag(name: .customLong("dry-run"), help: "Say what would be done, and change nothing.")
    var isOn = false
}
