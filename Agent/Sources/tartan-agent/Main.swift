import ArgumentParser

@main struct TartanAgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tartan-agent",
        abstract: "Keeps a node's networks equal to the cluster's, and publishes what its pods have.",
        subcommands: [RunCommand.self, FetchCommand.self, InstallCommand.self, UninstallCommand.self])
}
