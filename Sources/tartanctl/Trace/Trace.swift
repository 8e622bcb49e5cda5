import ArgumentParser
import ExactJSON
import Glibc
import LinuxSystem
import TartanStore

/// `tartanctl trace`: what happened, call by call, from the records and the history.
struct Trace: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what happened at a pod's ADDs and DELs: each binary, how long it took, what it said.",
        usage: """
            tartanctl trace NAMESPACE/POD[/INTERFACE] [--full] [--all | --last N] [-o text|json|otlp]
            tartanctl trace POD -n NAMESPACE
            tartanctl trace SANDBOX[/INTERFACE]
            tartanctl trace NAMESPACE/POD --follow
            """,
        discussion: """
            Read from the records of what is attached and from the history of what has ended, which is kept for a day at \
            most. A runtime that tries again makes a new sandbox each time: the newest is shown in full, earlier ones in a \
            line each. SANDBOX is a container's id; the beginning is enough if it has four letters and is the only one. \
            Secrets are hidden in everything that is shown.

            Examples:
              tartanctl trace shop/web                     why does it not start?
              tartanctl trace shop/web --full              what was each plugin given, what did it print?
              tartanctl trace 3ca646fd8aeb                 the sandbox that the runtime's journal names
              tartanctl trace shop/web --follow            each step of the next ADD, as it is taken
              tartanctl trace shop/web --all --otlp FILE   spans for Jaeger, Tempo and other OpenTelemetry tools
            """)

    @Argument(help: ArgumentHelp("NAMESPACE/POD, POD, or a sandbox's id.", valueName: "target"))
    var name: String

    @Flag(help: "Also what each binary was given, what it printed, and how it exited.")
    var full = false

    @Flag(help: "All sandboxes in full, not only the newest.")
    var all = false

    @Option(help: ArgumentHelp("So many of the newest sandboxes, and no others.", valueName: "n"))
    var last: Int?

    @Flag(name: [.customShort("f"), .long], help: "Print each step as it is taken, until all is closed (or Ctrl-C).")
    var follow = false

    @Option(
        name: .customLong("otlp"),
        help: ArgumentHelp(
            "Also write OpenTelemetry spans (OTLP/JSON) into a file; - for stdout alone.", valueName: "file"))
    var spanFile: String?

    @Option(name: .output, help: "text, json, or otlp: OpenTelemetry spans.")
    var format: TraceFormat = .text

    @Option(
        name: .customLong("plugin-catalogue"),
        help: ArgumentHelp(
            "Files that describe plugins of your own: their secret keys are hidden too. May be given several times.",
            valueName: "folder"))
    var catalogues: [String] = []

    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var store: StoreOptions

    func validate() throws {
        if let last, last < 1 { throw ValidationError("--last needs a number from 1") }
        if all, last != nil { throw ValidationError("--all and --last exclude each other") }
        guard follow else { return }
        if all || last != nil || full || spanFile != nil || format == .otlp {
            throw ValidationError("--follow goes with -o text and -o json alone")
        }
    }

    func run() throws {
        let target = try TraceTarget(name, namespace: namespace.chosen)
        let store = try store.open()
        let search = TraceSearch(
            store: store, target: target, suffix: self.store.suffix, catalogue: try CatalogueFolder.load(catalogues))
        if follow { return try TraceFollower(search: search, isJSON: format == .json).run() }
        let found = try search.run()
        let problems = found.problems.map(\.why)
        if found.journals.isEmpty { throw try search.notFound(problems) }
        let journals = chosen(found.journals)
        if let spanFile { try write(TraceSpans(journals: journals, isFull: full).document, to: spanFile) }
        guard spanFile != "-" else { return }
        switch format {
        case .text: try Console.print(report(journals, problems).text)
        case .json:
            try Console.print(TraceDocument(journals: journals, problems: problems).value.indentedText + "\n")
        case .otlp: try Console.print(TraceSpans(journals: journals, isFull: full).document.text + "\n")
        }
    }

    /// Those of the newest sandboxes, if only they are asked for.
    private func chosen(_ journals: [TracedJournal]) -> [TracedJournal] {
        guard let last else { return journals }
        return TraceReport.sandboxes(journals).prefix(last).flatMap { $0 }
    }

    private func report(_ journals: [TracedJournal], _ problems: [String]) -> TraceReport {
        let namespace = namespace.chosen.map { " -n \($0)" } ?? ""
        return TraceReport(
            journals: journals, problems: problems, shown: all ? .max : last ?? 1, isFull: full,
            terminal: .ofOutput(), again: "tartanctl trace \(name)\(namespace)", suffix: store.suffix)
    }

    private func write(_ document: JSONValue, to path: String) throws(Failure) {
        // On one line, as collectors read and write files.
        let text = document.text + "\n"
        if path == "-" { return try Console.print(text) }
        do throws(SystemFailure) {
            // What pods are called and how plugins failed is for who asked.
            // Opened, not replaced: the path may be a link, a device or a pipe. What pods are called and how plugins failed
            // is for who asked.
            let file = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY, mode: 0o600)
            try file.writeAll(Array(text.utf8), name: path)
        } catch {
            throw Failure(.couldNotRun, code: "output", "\(error).", facts: ["path": .string(path)])
        }
    }
}
