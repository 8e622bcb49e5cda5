import ArgumentParser

/// How a command tells what it did or found: for people, or for programs.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// `-o text|json`, for commands whose answer is a report and no list of objects.
struct ReportOptions: ParsableArguments {
    @Option(name: .output, help: "text or json.")
    var format: ReportFormat = .text
}
