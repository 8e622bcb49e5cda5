import ArgumentParser
import ExactJSON
import Glibc

/// Looks what is wrong with a node.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look what is wrong with this node, and say how to repair it.",
        usage: """
            tartanctl doctor [--verbose]
            tartanctl doctor --repair
            tartanctl doctor --root DIR
            """,
        discussion: """
            Looks at the runtime's choice, Tartan's configuration and binary, the networks and plugins of every pod, the \
            store, records, addresses and links that are left over, the agent, disk, permissions and clock. Says what is \
            wrong, the most important first, each with the command that repairs it. Nothing is changed, but by --repair: it \
            does what can cut no living pod (takes away rights to write, makes a folder, detaches sandboxes that are gone), \
            and tells which.

            Exit status: 0 nothing is wrong; 1 something is; 2 it could not be looked at.

            Examples:
              sudo tartanctl doctor                what is wrong
              sudo tartanctl doctor --verbose      what was looked at
              sudo tartanctl doctor --repair       do the safe repairs
              sudo tartanctl doctor --repair --dry-run
              sudo tartanctl doctor -o json        for monitoring
              tartanctl doctor --root /mnt         a node whose files are there
            """)

    @Flag(help: "Do the repairs that can cut no living pod.")
    var repair = false

    @OptionGroup var dryRun: DryRunOptions

    @Flag(name: .shortAndLong, help: "List too what is right, and what has no meaning here.")
    var verbose = false

    @Flag(help: "Take the namespaces of this process for the node's.")
    var force = false

    @OptionGroup var node: NodeOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    static let asRoot = "The store and the links of pods are root's: sudo tartanctl doctor"

    func run() throws {
        if node.root == nil, geteuid() != 0 {
            throw Failure(
                .couldNotRun, code: "notRoot", "only root can look at a whole node.", hints: [Self.asRoot])
        }
        var examination = try examine()
        var repairs: [Repair] = []
        if repair, dryRun.isOn {
            repairs = Repairs(node: examination.node).planned(examination.findings)
        } else if repair {
            repairs = Repairs(node: examination.node).run(examination.findings)
            if !repairs.isEmpty { examination = try examine() }
        }
        let told = DoctorReport(
            examination: examination, repairs: repairs, isDryRun: dryRun.isOn, isVerbose: verbose,
            terminal: .ofOutput())
        switch report.format {
        case .text: try Console.print(told.text)
        case .json: try Console.print(told.json.indentedText + "\n")
        }
        if !examination.findings.isEmpty || repairs.contains(where: { $0.failure != nil }) {
            throw Failure.reported(.no)
        }
    }

    private func examine() throws(Failure) -> Examination {
        Examination(try ExaminedNode(node, store: store, force: force))
    }
}
