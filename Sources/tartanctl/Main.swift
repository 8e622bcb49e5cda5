import ArgumentParser
import Glibc
import TartanCore

/// `tartanctl`: everything that a person or a script does with Tartan, one subcommand each.
///
/// Exit status of every command: 0 done; 1 the answer is no (not found, findings, a plugin's error); 2 it could not be run.
@main
struct Tartanctl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tartanctl",
        abstract: "Several networks on one pod: look, change, try out.",
        usage: "tartanctl COMMAND [OPTIONS]",
        discussion: """
            Manifests are NetworkAttachmentDefinitions and pods, as kubectl takes them; the store is Tartan's own \
            (/var/lib/tartan), no API server is asked. Options mean what they mean to kubectl: -n, -A, -l, -f, -R, -o, \
            --dry-run.

            Exit status of every command: 0 done; 1 the answer is no (not found, findings, differences, a plugin's error); \
            2 it could not be run.

            Examples:
              tartanctl get networks -A
              tartanctl explain shop/web
              tartanctl validate manifests/
              sudo tartanctl doctor
            """,
        version: "tartanctl \(TartanVersion.current)",
        subcommands: [
            Apply.self, Delete.self, Get.self, Describe.self, Explain.self, Validate.self, Trace.self, Run.self,
            Collect.self, Initialize.self, Migrate.self, Doctor.self, Plugins.self, Top.self, Schema.self,
            Completion.self, Manual.self,
        ])

    static func main() {
        Glibc.exit(Self.run(Array(CommandLine.arguments.dropFirst())))
    }

    /// Runs one command line and answers its exit status.
    static func run(_ words: [String]) -> Int32 {
        // Its words are no command line yet: the parser would refuse them.
        if words.first == CompletionAnswer.request { return complete(Array(words.dropFirst())) }
        let arguments = KubectlSpelling.arguments(words)
        let json = Self.asksForJSON(arguments)
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
            return 0
        } catch let failure as Failure {
            FailureReport.print(failure, json: json)
            return failure.exitStatus
        } catch {
            return Self.finish(error, of: arguments, json: json)
        }
    }

    private static func complete(_ words: [String]) -> Int32 {
        guard let root = try? CommandDescription.root() else { return Failure.Status.couldNotRun.rawValue }
        return Console.printOrStatus(Completer(words, of: root).answer.text)
    }

    /// What the parser threw: help and version texts go to stdout and are no failure; the rest is a wrong command line.
    private static func finish(_ error: any Error, of arguments: [String], json: Bool) -> Int32 {
        if exitCode(for: error) == .success {
            return Console.printOrStatus(InvokedName.adapted(fullMessage(for: error)) + "\n")
        }
        guard exitCode(for: error) == .validationFailure else {
            // A command has let an error through that it should have made a Failure of.
            let failure = Failure(.couldNotRun, code: "failed", message(for: error))
            FailureReport.print(failure, json: json)
            return failure.exitStatus
        }
        let failure = Failure.usage(message(for: error), hint: "\(Self.help(for: arguments)) --help")
        FailureReport.print(failure, json: json)
        return failure.exitStatus
    }

    private static func help(for arguments: [String]) -> String {
        let words = configuration.subcommands.map { $0.configuration.commandName ?? "\($0)".lowercased() }
        return "tartanctl" + (arguments.first.flatMap { words.contains($0) ? " \($0)" : nil } ?? "")
    }

    /// Whether the line asks for JSON, found without the parser, because errors of the parser are told as JSON as well.
    static func asksForJSON(_ arguments: [String]) -> Bool {
        let line = arguments.prefix { $0 != "--" }
        let together = line.contains { ["-ojson", "-o=json", "--output=json"].contains($0) }
        return together || zip(line, line.dropFirst()).contains { ["-o", "--output"].contains($0) && $1 == "json" }
    }
}
