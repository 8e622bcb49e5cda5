import TestKit
import Testing

@testable import tartanctl

/// The completion scripts in the shells themselves.
@Suite struct ShellScriptTests {
    let fixture: ShellFixture

    init() throws {
        fixture = try ShellFixture()
    }

    @Test(
        "the script is a program of its shell",
        arguments: Shell.allCases.filter { ShellFixture.isThere($0.rawValue) })
    func syntax(_ shell: Shell) throws {
        #expect(try fixture.tartanctl.run(["completion", shell.rawValue]).output == shell.script)
        let outcome = try fixture.run(shell.rawValue, "-n", "tartanctl.\(shell.rawValue)")
        #expect(outcome == .init(status: 0, output: "", errors: ""))
    }

    /// Each with the words as bash splits them, at = as well.
    static let bash: [(line: String, words: [String], answer: String)] = [
        ("tartanctl expl", ["tartanctl", "expl"], "explain"),
        ("tartanctl get ", ["tartanctl", "get", ""], "networks pods records status"),
        ("tartanctl get pods -n ", ["tartanctl", "get", "pods", "-n", ""], "infra shop"),
        ("tartanctl get pods sh", ["tartanctl", "get", "pods", "sh"], "shop/web"),
        ("tartanctl get pods --output=", ["tartanctl", "get", "pods", "--output", "=", ""], "table yaml json name"),
        ("tartanctl get pods --output=j", ["tartanctl", "get", "pods", "--output", "=", "j"], "json"),
        // Where the person has taken = out of COMP_WORDBREAKS, the whole word is replaced.
        ("tartanctl get pods --output=j", ["tartanctl", "get", "pods", "--output=j"], "--output=json"),
        ("tartanctl get -n 'sh", ["tartanctl", "get", "-n", "'sh"], "shop"),
        ("tartanctl apply -f ", ["tartanctl", "apply", "-f", ""], "|compopt -o default"),
        ("tartanctl doctor --root ", ["tartanctl", "doctor", "--root", ""], "|compopt -o dirnames"),
        ("tartanctl get $(touch ran) ", ["tartanctl", "get", "$(touch ran)", ""], ""),
    ]

    @Test("bash proposes what tartanctl answers, and nothing on the line is run", arguments: bash)
    func inBash(_ line: String, _ words: [String], _ answer: String) throws {
        let quoted = words.map { $0.contains("'") ? "\"\($0)\"" : "'\($0)'" }.joined(separator: " ")
        let outcome = try fixture.run(
            "bash", "-c",
            """
            source ./tartanctl.bash
            complete -p tartanctl >/dev/null || exit 1
            compopt() { asked="|compopt $*"; }
            COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1) COMP_LINE=$1 COMP_POINT=${#1}
            _tartanctl
            printf '%s' "${COMPREPLY[*]}$asked"
            [ ! -e ran ]
            """, "bash", line)
        #expect(outcome == .init(status: 0, output: answer, errors: ""))
    }

    @Test("bash completes the word before the cursor, whatever stands behind it")
    func cursor() throws {
        let outcome = try fixture.run(
            "bash", "-c",
            """
            source ./tartanctl.bash
            COMP_WORDS=(tartanctl expxx shop/web) COMP_CWORD=1 COMP_LINE='tartanctl expxx shop/web' COMP_POINT=13
            _tartanctl
            printf '%s' "${COMPREPLY[*]}"
            """)
        #expect(outcome == .init(status: 0, output: "explain", errors: ""))
    }

    @Test("zsh proposes what tartanctl answers, with what it is", .enabled(if: ShellFixture.isThere("zsh")))
    func inZsh() throws {
        let outcome = try fixture.run(
            "zsh", "-f", "-c",
            """
            compdef() { }
            source ./tartanctl.zsh
            _describe() { print -rl -- "${(P@)${@[-1]}}"; }
            _files() { print files "$@"; }
            compset() { print compset "$@"; }
            ask() { words=("$@") CURRENT=$# PREFIX="${@[-1]}"; _tartanctl; print -- --; }
            ask tartanctl expl
            ask tartanctl get pods -n ''
            ask tartanctl get pods --output=j
            ask tartanctl get --store "'$TARTAN_STORE'" pods sh
            ask tartanctl apply -f ''
            ask tartanctl doctor --root ''
            ask tartanctl get '$(touch ran)' ''
            [ ! -e ran ]
            """)
        let explain = try CommandDescription.root().subcommand("explain")?.abstract ?? ""
        #expect(
            outcome
                == .init(
                    status: 0,
                    output: """
                        explain:\(explain)
                        --
                        infra
                        shop
                        --
                        compset -P *=
                        json
                        --
                        shop/web
                        --
                        files
                        --
                        files -/
                        --
                        --

                        """, errors: ""))
    }

    @Test("fish proposes what tartanctl answers, with what it is", .enabled(if: ShellFixture.isThere("fish")))
    func inFish() throws {
        let outcome = try fixture.run(
            "fish", "--no-config", "-c",
            """
            source ./tartanctl.fish
            for line in 'tartanctl expl' 'tartanctl get pods -n ' 'tartanctl get pods --output=j' 'tartanctl get pods sh' \\
                'tartanctl apply -f a.y' 'tartanctl doctor --root sto' 'tartanctl get \\'$(touch ran)\\' x'
                complete -C $line
                echo ==
            end
            test ! -e ran
            """)
        let explain = try CommandDescription.root().subcommand("explain")?.abstract ?? ""
        #expect(
            outcome
                == .init(
                    status: 0,
                    output: """
                        explain\t\(explain)
                        ==
                        infra
                        shop
                        ==
                        --output=json
                        ==
                        shop/web
                        ==
                        a.yaml
                        ==
                        store/
                        ==
                        ==

                        """, errors: ""))
    }
}
