import ArgumentParser
import ExactJSON
import TartanCore
import TartanStore

/// Detaches what runtimes forgot.
struct Collect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Detach what runtimes forgot: sandboxes that are gone, calls that were cut off.",
        usage: """
            tartanctl gc [--dry-run] [--leases] [--config FILE] [--force]
            tartanctl gc --forget SANDBOX[/INTERFACE]... [--dry-run]
            tartanctl gc --forget-network NETWORK... [--dry-run] [--force]
            """,
        discussion: """
            Retries the DEL of every record whose sandbox is gone (the node was rebooted since, or its network namespace \
            is gone and no runtime lists it) and of every call that didn't come to its end, with the settings recorded \
            then. Where Tartan has taken over from Multus, sandboxes of Multus' state that are gone are detached too. Device \
            information files that no record names are removed. Variables that plugins need beside the CNI_ ones are taken \
            from the environment. Pods that run, and ADDs that are under way, are left alone.

            Examples:
              sudo tartanctl gc --dry-run
              sudo tartanctl gc --leases
              sudo tartanctl gc --forget 3ca646fd8aeb
              sudo tartanctl gc --forget-network infra/storage --dry-run
            """)

    @OptionGroup var dryRunOptions: DryRunOptions

    @Flag(help: "Also free addresses of host-local whose container is in no record and no runtime.")
    var leases = false

    @Option(
        help: ArgumentHelp(
            "Close a record without running anything, and say what it leaves. May be given several times.",
            valueName: "sandbox[/interface]"))
    var forget: [String] = []

    @Option(
        help: ArgumentHelp(
            "Close so every record of which nothing is left but that network, as \"get records\" names it, where its DEL "
                + "has failed and no pod uses it. May be given several times.", valueName: "network"))
    var forgetNetwork: [String] = []

    @Flag(help: "Go on where the namespaces of this process aren't the host's.")
    var force = false

    @Option(
        name: .customLong("conf-dir"),
        help: ArgumentHelp(
            "For --leases: one more folder of network configurations. May be given several times.", valueName: "dir"))
    var configurationFolders: [String] = []

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "Tartan's network configuration, which names Multus' state (default: the first one in /etc/cni/net.d or "
                + "$NETCONFPATH, if it is of this store).", valueName: "file"))
    var configurationFile: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if leases, isForgetting {
            throw ValidationError("--forget runs nothing: give --leases in a call of its own")
        }
    }

    func run() throws {
        if isForgetting { try close() } else { try collect() }
    }

    private var dryRun: Bool { dryRunOptions.isOn }

    private var isForgetting: Bool { !forget.isEmpty || !forgetNetwork.isEmpty }

    private func collect() throws(Failure) {
        if !force { try HostNamespaces.require() }
        let store = try store.open()
        let interruption = Interruption(descriptor: dryRun ? nil : Interruption.prepare())
        let runtimes = RuntimeStates.read()
        var report = CollectReport(
            store: store.root, isDryRun: dryRun, suffix: suffix, withLeases: leases)
        report.runtimes = runtimes.installed
        var failures: [Failure] = []
        let records = RecordCollection(
            store: store, runtimes: runtimes, isDryRun: dryRun, interruption: interruption)
        do throws(Failure) {
            try records.run { report.records.append($0) }
            if try collectMultus(store, runtimes, interruption, &report, &failures) {
                collectDeviceFiles(store, &report, &failures)
            }
            if leases { report.reservations = try free(store, report, &failures) }
        } catch {
            failures.append(error)
        }
        if !dryRun {
            try? store.pruneHistoryNowAndThen()
            // For the agent's metrics: what is written there nobody else needs.
            try? store.writeLeftOver(report.leftOver(waiting: leases ? nil : reservationsOfNobody(store, report)))
        }
        try finish(report.json, report.text, Failure(failures))
        if report.hasFailed { throw .reported(.no) }
    }

    /// - Returns: false where Multus has state that was not looked at.
    /// - Throws: a signal.
    private func collectMultus(
        _ store: Store, _ runtimes: RuntimeStates, _ interruption: Interruption, _ report: inout CollectReport,
        _ failures: inout [Failure]
    ) throws(Failure) -> Bool {
        var multus: MultusReport?
        do throws(Failure) {
            guard let settings = try MultusSource.settings(file: configurationFile, store: store.root) else {
                report.notes += MultusSource.note(suffix).map { [$0] } ?? []
                return report.notes.isEmpty
            }
            var found = MultusReport(folder: settings.multusState)
            defer { multus = found }
            try MultusCollection(
                store: store, settings: settings, runtimes: runtimes, isDryRun: dryRun, interruption: interruption
            ).run(&found)
        } catch {
            report.multus = multus
            if error.code == "interrupted" { throw error }
            failures.append(error)
            return false
        }
        report.multus = multus
        return true
    }

    private func collectDeviceFiles(_ store: Store, _ report: inout CollectReport, _ failures: inout [Failure]) {
        let collection = DeviceFileCollection(store: store, isDryRun: dryRun, spared: report.multus?.spared ?? [])
        do throws(Failure) { report.deviceFiles = try collection.run() } catch { failures.append(error) }
    }

    private func free(
        _ store: Store, _ report: CollectReport, _ failures: inout [Failure]
    ) throws(Failure) -> [CollectedReservation] {
        var collection = LeaseCollection(store: store, isDryRun: dryRun, spared: report.multus?.spared ?? [])
        collection.configurationFolders += configurationFolders
        return try collection.run { failures.append($0) }
    }

    /// Nil where they can't be judged.
    private func reservationsOfNobody(_ store: Store, _ report: CollectReport) -> [CollectedReservation]? {
        var collection = LeaseCollection(store: store, isDryRun: true, spared: report.multus?.spared ?? [])
        collection.configurationFolders += configurationFolders
        return try? collection.run { _ in }
    }

    /// What a proposed command must carry to mean the same.
    private var suffix: String { (configurationFile.map { " --config \($0)" } ?? "") + store.suffix }

    private func close() throws(Failure) {
        if !force, !forgetNetwork.isEmpty { try HostNamespaces.require() }
        let store = try store.open()
        var report = ForgettingReport(store: store.root, suffix: self.store.suffix, isDryRun: dryRun)
        var failure: Failure?
        do throws(Failure) {
            for name in forget { report.forgotten += try Forgetting(store: store, isDryRun: dryRun).forget(name) }
            if !forgetNetwork.isEmpty { try closeNetworks(store, &report) }
        } catch {
            failure = error
        }
        try finish(report.json, report.text, failure)
    }

    private func closeNetworks(_ store: Store, _ report: inout ForgettingReport) throws(Failure) {
        var networks = NetworkForgetting(
            store: store, runtimes: RuntimeStates.read(), isDryRun: dryRun, networks: forgetNetwork)
        defer {
            report.forgotten += networks.forgotten
            report.spared = networks.spared
        }
        try networks.run()
    }

    /// One JSON document, the failure in it; or the text, and the failure on stderr.
    private func finish(_ json: JSONObject, _ text: String, _ failure: Failure?) throws(Failure) {
        switch report.format {
        case .text:
            if !text.isEmpty { try Console.print(text) }
            if let failure { throw failure }
        case .json:
            var document = json
            if let failure { document["error"] = FailureReport.document(failure)["error"] }
            try Console.print(JSONValue.object(document).indentedText + "\n")
            if let failure { throw .reported(failure.exitStatus == 2 ? .couldNotRun : .no) }
        }
    }
}
