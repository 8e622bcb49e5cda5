import ArgumentParser
import NodeInstallation

struct InstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Put Tartan onto a node, or a newer one in its place.",
        discussion: """
            Binaries first, each by temporary file and rename once it answers; what was there stays beside it as \
            .tartan.last-good. Then the timer of tartanctl gc where there is systemd, and the configuration by \
            tartanctl init. Running pods aren't touched, and what is right already is left alone.

            Exit status: 0 the runtime uses Tartan, 1 it could not be done; it says why, and can be run again.

            Examples:
              tartan-agent install --host /host
              tartan-agent install --host / --cluster-network flannel
              tartan-agent install --host /host --rollback
            """)

    @OptionGroup var node: NodeFileOptions

    @Option(help: ArgumentHelp("What every pod gets as eth0, as tartanctl init has it.", valueName: "kind|file"))
    var clusterNetwork: String?

    @Flag(help: "Exchange the binaries with the last good ones.")
    var rollback = false

    func validate() throws {
        if rollback, clusterNetwork != nil { throw ValidationError("--rollback needs no --cluster-network") }
    }

    mutating func run() async throws {
        let options = node.options(clusterNetwork: clusterNetwork)
        let isBack = rollback
        try await node.reporting {
            let installation = try Installation(options)
            if isBack {
                try await installation.rollBack { print($0) }
            } else {
                try await installation.install { print($0) }
            }
        }
    }
}
