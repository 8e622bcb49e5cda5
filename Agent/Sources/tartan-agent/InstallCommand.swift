import ArgumentParser
import NodeInstallation
import UnixSignals

struct InstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Put Tartan onto a node, or a newer one in its place.",
        discussion: """
            Binaries first, each by temporary file and rename once it answers; what was there stays beside it as \
            .tartan.last-good. Then the timer of tartanctl gc where there is systemd, and the configuration by \
            tartanctl init. Running pods aren't touched, and what is right already is left alone.

            With --watch it goes on until SIGTERM: it looks at the configuration again whenever a file of the runtime \
            changes, says what can't be done yet, and takes nothing back when it ends.

            Exit status: 0 the runtime uses Tartan, 1 it could not be done; it says why, and can be run again.

            Examples:
              tartan-agent install --host /host
              tartan-agent install --host / --cluster-network flannel
              tartan-agent install --host /host --rollback
            """)

    @OptionGroup var node: NodeFileOptions

    @Option(help: ArgumentHelp("What every pod gets as eth0, as tartanctl init has it.", valueName: "kind|file"))
    var clusterNetwork: String?

    @Flag(help: "Go on looking, and keep the runtime on Tartan.")
    var watch = false

    @Flag(help: "Exchange the binaries with the last good ones.")
    var rollback = false

    func validate() throws {
        if rollback, clusterNetwork != nil { throw ValidationError("--rollback needs no --cluster-network") }
        if rollback, watch { throw ValidationError("--rollback is done once: leave out --watch") }
    }

    mutating func run() async throws {
        let options = node.options(clusterNetwork: clusterNetwork)
        let (isBack, goesOn) = (rollback, watch)
        try await node.reporting {
            if goesOn { return try await Self.watch(options) }
            let installation = try Installation(options)
            if isBack {
                try await installation.rollBack { print($0) }
            } else {
                try await installation.install { print($0) }
            }
        }
    }

    private static func watch(_ options: InstallationOptions) async throws {
        let watch = try InstallationWatch(options)
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await watch.run(OutputLine.print) }
            tasks.addTask { for await _ in signals { return } }
            await tasks.next()
            tasks.cancelAll()
        }
    }
}
