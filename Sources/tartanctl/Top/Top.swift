import ArgumentParser
import ExactJSON
import LinuxSystem

/// What a node's networks and plugins do, and how long they take, from its journals.
struct Top: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show how much each network and plugin is used on this node, how long it takes, and what fails.",
        usage: "tartanctl top [--since PERIOD] [-o text|json]",
        discussion: """
            Taken from the records and the history of the store, so it knows what ended within the last day (the last 512 \
            of it) and whatever is attached now. Times are those of the plugins, without Tartan's own.

            Examples:
              sudo tartanctl top                 of the last hour
              sudo tartanctl top --since 10m
              sudo tartanctl top -o json
            """)

    @Option(
        name: .customLong("since"),
        help: ArgumentHelp("How far back calls count: 90s, 30m, 1h, 1d.", valueName: "period"))
    var period: Period = .hour

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        let store = try store.open()
        let now = Clock.wallMicroseconds
        let activity = try Activity(of: store, since: now - min(now, period.microseconds))
        let report = ActivityReport(activity: activity, period: period, now: now, suffix: self.store.suffix)
        switch self.report.format {
        case .text: try Console.print(report.text)
        case .json: try Console.print(report.json.indentedText + "\n")
        }
        guard let failure = Failure(activity.problems) else { return }
        Console.note(FailureReport.text(failure))
        throw Failure.reported(.no)
    }
}
