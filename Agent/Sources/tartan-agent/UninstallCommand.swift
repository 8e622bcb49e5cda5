import ArgumentParser
import NodeInstallation

struct UninstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uninstall", abstract: "Take Tartan off a node, so that no pod is harmed.",
        discussion: """
            The configuration first, so that new pods get the cluster network alone. Binaries and timer go once nothing \
            is attached any more: until then it names what is, and keeps them, for those pods need them to end.

            Exit status: 0 it is gone, 1 something stays; it says what, and can be run again.

            Examples:
              tartan-agent uninstall --host /host
              tartan-agent uninstall --host / --purge
            """)

    @OptionGroup var node: NodeFileOptions

    @Flag(help: "Also while pods are attached, or where the configuration was changed.")
    var force = false

    @Flag(help: "The store, too.")
    var purge = false

    mutating func run() async throws {
        let (options, isForced, purges) = (node.options(), force, purge)
        try await node.reporting {
            try await Removal(options).uninstall(isForced: isForced, purges: purges) { print($0) }
        }
    }
}
