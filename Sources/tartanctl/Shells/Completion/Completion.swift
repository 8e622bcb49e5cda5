import ArgumentParser

/// `tartanctl completion SHELL`: the script that makes a shell complete tartanctl's command lines.
struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the script that makes bash, zsh or fish complete tartanctl's command lines.",
        discussion: """
            Commands, options and their values are completed, and what only this machine knows: networks, pods, namespaces \
            and records of the store (of --store, if the line names one), codes of findings, network namespaces, files. \
            Packages and make install put the script where shells look for it; else:

            bash, for this session and for all later ones:
              source <(tartanctl completion bash)
              tartanctl completion bash >~/.local/share/bash-completion/completions/tartanctl

            zsh, into a folder of $fpath, before compinit:
              tartanctl completion zsh >~/.zfunc/_tartanctl

            fish:
              tartanctl completion fish >~/.config/fish/completions/tartanctl.fish

            kubectl completes "kubectl tartan …" by itself where kubectl_complete-tartan is on the PATH (kubectl 1.26 and \
            newer).

            Examples:
              tartanctl completion bash
              tartanctl completion zsh
              tartanctl completion fish
            """)

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() throws { try Console.print(shell.script) }
}
