import ArgumentParser

/// The binaries of this node: which there are, and whether another one could take the place of one of them.
struct Plugins: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the plugins' binaries on this node, or try another one out.",
        usage: """
            tartanctl plugins [list] [NAME...] [-o table|wide|yaml|json|name]
            tartanctl plugins test FILE --network NAMESPACE/NAME
            """,
        discussion: """
            Without a subcommand it lists: tartanctl plugins list --help

            Examples:
              sudo tartanctl plugins
              sudo tartanctl plugins bridge host-local -o wide
              sudo tartanctl plugins test ./bridge --network infra/lan
            """,
        subcommands: [ListPlugins.self, TestPlugin.self], defaultSubcommand: ListPlugins.self)
}
