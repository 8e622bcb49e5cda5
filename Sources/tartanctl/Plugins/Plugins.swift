import ArgumentParser

/// The binaries of this node: which there are, and whether another one could take the place of one of them.
struct Plugins: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the plugins' binaries on this node, who uses them, and what is wrong with them.",
        usage: """
            tartanctl plugins [list] [NAME...] [-o table|wide|yaml|json|name]
            """,
        discussion: """
            Without a subcommand it lists: tartanctl plugins list --help

            Examples:
              sudo tartanctl plugins
              sudo tartanctl plugins bridge host-local -o wide
            """,
        subcommands: [ListPlugins.self], defaultSubcommand: ListPlugins.self)
}
